"""Pictures: each step shows its loop in the one bubble, is uploaded once, and the words never need it."""

import hashlib
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from content import media
from content.library import SHIPPED, Library, load
from content.markup import utf16_units
from simulator import Person
from simulator.screen import Bubble
from storage import file_ids, own_pictures
from storage.own_pictures import OwnPicture
from storage.session import Session
from tests.scenes import DESK, open_card, push, routine_name
from tests.stage import Stage, stage
from tests.test_routines import audited
from tests.wording import TAG, words

SHOWING = ("editMessageMedia", "sendAnimation")


def loops(pain: int = 2) -> list[str]:
    """Name the exercises of the routine's steps, in order."""
    return [step.exercise.id for step in words().steps(DESK, pain)]


def shows(bubble: Bubble, exercise: str) -> bool:
    """Tell whether a bubble plays the drawn loop of an exercise."""
    drawn = media.find(media.loop_of(exercise))
    assert drawn is not None
    return (
        bubble.kind == "animation"
        and bubble.media is not None
        and hashlib.sha256(bubble.media.content).hexdigest() == drawn.sha256
    )


def uploads(day: Stage, who: Person) -> int:
    """Count the requests that carried a picture's bytes to somebody."""
    lines = [line for method in SHOWING for line in day.telegram.log.requests(method, who.id)]
    return sum(_has_file(line["parameters"]) for line in lines)


def _has_file(parameters: dict[str, Any]) -> bool:
    return any(isinstance(value, dict) and value.keys() == {"file", "size"} for value in parameters.values())


async def walked(day: Stage, ana: Person) -> None:
    """Let Ana walk to the end and see the right loop at each step."""
    await day.taps(ana, "routine.start", "2")
    bubble = ana.screen()[-1].message_id
    steps = loops()
    for number, exercise in enumerate(steps, start=1):
        said = words().exercise_words(exercise, "en")
        seen = day.reads(ana, "routine.step", f"{number} of {len(steps)}: {said.name}", *said.cues)
        assert seen.message_id == bubble
        assert shows(seen, exercise), (exercise, seen.kind)
        await day.tap(ana, "routine.finish" if number == len(steps) else "routine.next")
    day.reads(ana, "routine.done")
    await day.tap(ana, "routine.felt_easy")
    assert day.reads(ana, "routine.receipt").message_id == bubble


async def test_ana_sees_each_exercise_move_and_ben_gets_the_same_without_an_upload(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await walked(day, ana)
    assert uploads(day, ana) == len(set(loops()))
    ben = await day.client(maya, "Ben")
    await push(day, maya)
    await walked(day, ben)
    assert uploads(day, ben) == 0


async def opened(day: Stage) -> Person:
    """Begin with Ana before the first step of her routine."""
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.tap(ana, "routine.start")
    return ana


async def test_a_file_id_that_telegram_has_forgotten_leads_to_one_upload_anew(day: Stage) -> None:
    ana = await opened(day)
    first, second, *_ = loops()
    await remembered(day, first, "AgADAgADforgotten")
    await day.tap(ana, "2")
    assert shows(day.reads(ana, "routine.step", "1 of "), first)
    assert uploads(day, ana) == 1
    await day.tap(ana, "routine.next")
    assert shows(day.reads(ana, "routine.step", "2 of "), second)
    await day.tap(ana, "routine.stop")
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2")
    assert shows(day.reads(ana, "routine.step", "1 of "), first)
    assert uploads(day, ana) == 2


async def remembered(day: Stage, exercise: str, file_id: str) -> None:
    """Let the bot believe that it has uploaded a loop before."""
    assert day.world is not None
    bot, drawn = day.world.app.practice.bot_id, media.find(media.loop_of(exercise))
    assert drawn is not None
    await day.world.app.read(lambda db: file_ids.save(db, bot, drawn.sha256, file_id))


async def test_without_pictures_the_words_go_on_alone_and_never_under_another_steps_loop(day: Stage) -> None:
    ana = await opened(day)
    await day.tap(ana, "2")
    first = day.reads(ana, "routine.step", "1 of ")
    day.telegram.faults.add("server_error", method="editMessageMedia", code=400, count=None)
    day.telegram.faults.add("server_error", method="sendAnimation", code=400, count=None)
    await day.tap(ana, "routine.next")
    alone = day.reads(ana, "routine.step", "2 of ", *words().exercise_words(loops()[1], "en").cues)
    assert (alone.kind, alone.message_id != first.message_id) == (None, True)
    await day.tap(ana, "routine.next")
    assert day.reads(ana, "routine.step", "3 of ").message_id == alone.message_id
    day.telegram.faults.clear()
    await day.tap(ana, "routine.next")
    again = day.reads(ana, "routine.step", "4 of ")
    assert shows(again, loops()[3])
    assert again.message_id == alone.message_id


HOME = "N90_home_move"


def _record(file: str, key: str) -> str:
    """Give a record of the shipped content as it stands in its file."""
    found = re.search(rf"^{key}:.*?(?=^\S|\Z)", (SHIPPED / file).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[0]


def with_an_exercise_of_its_own(folder: Path) -> Library:
    """Give the library of a practice whose third step at the desk is an exercise that nobody has drawn."""
    for file in ("records/exercises.yaml", *(f"{locale}/exercises.yaml" for locale in words().locales)):
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_text(_record(file, "N04_chin_tuck").replace("N04_chin_tuck", HOME), encoding="utf-8")
    routine = _record("records/routines.yaml", DESK).replace("version: 1", "version: 2")
    (folder / "records/routines.yaml").write_text(routine.replace(loops()[2], HOME), encoding="utf-8")
    return load(folder)


async def test_an_exercise_without_a_picture_is_told_in_words(address: str, tmp_path: Path) -> None:
    async with stage(address) as day:
        await day.close()
        day.library = with_an_exercise_of_its_own(tmp_path)
        await day.open()
        ana = await opened(day)
        await day.taps(ana, "2", "routine.next")
        second = day.reads(ana, "routine.step", "2 of ")
        await day.tap(ana, "routine.next")
        third = day.reads(ana, "routine.step", "3 of ", *words().exercise_words("N04_chin_tuck", "en").cues)
        assert (third.kind, third.message_id != second.message_id) == (None, True)
        await day.tap(ana, "routine.next")
        assert shows(day.reads(ana, "routine.step", "4 of "), loops()[3])


async def test_a_bubble_whose_loop_the_ledger_does_not_know_of_is_edited_all_the_same(day: Stage) -> None:
    ana = await opened(day)
    await day.tap(ana, "2")
    step = day.reads(ana, "routine.step", "1 of ")
    assert day.world is not None
    await day.world.app.read(lambda db: db.run("UPDATE message SET media = 0 WHERE practice_id = :practice"))
    await day.tap(ana, "routine.stop")
    assert day.reads(ana, "routine.left").message_id == step.message_id


async def asked_for(day: Stage, maya: Person) -> str:
    """Let Maya open a routine's exercises from its preview and be asked for a picture of the second; give which."""
    first, second, *_ = [step.exercise.id for step in words().steps(DESK)]
    await open_card(day, maya)
    await day.taps(maya, "card.send_routine", routine_name(day, maya), "picture.see")
    assert shows(day.reads(maya, "picture.exercise", "1 of ", "drawn"), first)
    await day.tap(maya, "common.next")
    assert shows(day.reads(maya, "picture.exercise", "2 of ", "drawn"), second)
    await day.tap(maya, "picture.own")
    day.reads(maya, "picture.ask", words().exercise_words(second, "en").name)
    return second


@pytest.mark.parametrize("kind", ["photo", "video"])
async def test_mayas_own_picture_stands_for_a_drawn_one_until_she_takes_it_back(day: Stage, kind: str) -> None:
    ana, maya = await opened(day), day.cast["Maya"]
    exercise = await asked_for(day, maya)
    film = media.read("X01_scar_circles.mp4")
    await (maya.send_photo() if kind == "photo" else maya.send_video(film))
    await day.settle()
    taken = day.reads(maya, "picture.taken", words().exercise_words(exercise, "en").name)
    assert taken.kind == kind
    await day.taps(ana, "2", "routine.next")
    seen = day.reads(ana, "routine.step", "2 of ", *words().exercise_words(exercise, "en").cues)
    assert (seen.kind, seen.media) == (kind, taken.media)
    await day.tap(ana, "routine.next")
    assert shows(day.reads(ana, "routine.step", "3 of "), loops()[2])
    await day.tap(ana, "routine.stop")
    await day.tap(maya, "picture.drawn")
    assert shows(day.reads(maya, "picture.back"), exercise)
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2", "routine.next")
    assert shows(day.reads(ana, "routine.step", "2 of "), exercise)
    acts = await audited(day)
    assert [act for act in acts if exercise in act] == [
        f"own picture of {exercise} given",
        f"own picture of {exercise} taken back",
    ]


async def test_an_own_picture_that_telegram_refuses_gives_way_to_the_drawn_one(day: Stage) -> None:
    ana, maya = await opened(day), day.cast["Maya"]
    exercise = await asked_for(day, maya)
    await maya.send_photo()
    await day.settle()
    assert day.world is not None
    gone = OwnPicture("photo", "AgADAgADgone")
    bot = day.world.app.practice.bot_id
    await day.world.app.read(lambda db: _replaced(db, bot, exercise, gone))
    await day.taps(ana, "2", "routine.next")
    assert shows(day.reads(ana, "routine.step", "2 of "), exercise)


async def _replaced(db: Session, bot: int, exercise: str, picture: OwnPicture) -> None:
    row = await db.one("SELECT given_by FROM own_picture WHERE practice_id = :practice")
    assert row is not None
    await own_pictures.save(db, bot, exercise, picture, given_by=row["given_by"])


async def test_a_picture_nobody_asked_for_changes_nothing_and_neither_does_one_of_ana(day: Stage) -> None:
    ana, maya = await opened(day), day.cast["Maya"]
    exercise = await asked_for(day, maya)
    await day.tap(maya, "picture.leave")
    day.reads(maya, "picture.left")
    for somebody in (maya, ana):
        await somebody.send_photo()
        await day.settle()
        day.reads(somebody, "talking.not_looked_at")
    await day.taps(ana, "2", "routine.next")
    assert shows(day.reads(ana, "routine.step", "2 of "), exercise)


@pytest.mark.parametrize("fault", [{"kind": "reset_after"}, {"kind": "server_error"}, {"kind": "bad_gateway"}])
async def test_a_step_of_unknown_fate_is_shown_once(day: Stage, fault: dict[str, str]) -> None:
    ana = await opened(day)
    before = len(ana.screen())
    day.telegram.faults.add(**fault, method="editMessageMedia", chat_id=ana.id)
    await day.tap(ana, "2")
    await day.pass_(minutes=1)
    assert shows(day.reads(ana, "routine.step", "1 of "), loops()[0])
    assert len(ana.screen()) == before


def test_every_steps_words_fit_under_its_picture_in_every_language() -> None:
    library = words()
    for locale in library.locales:
        for exercise in library.exercises.values():
            said = library.exercise_words(exercise.id, locale)
            dose = library.dose_line(exercise.dose.one_round(), locale)
            facts = {"number": 1, "count": 99, "level": "amber", "name": said.name, "dose": dose}
            text = library.text("routine.step", locale, {**facts, "cues": list(said.cues), "easier": said.easier})
            assert utf16_units(unescape(TAG.sub("", text))) <= 1024, (locale, exercise.id)
            assert media.find(media.loop_of(exercise.id)) is not None
