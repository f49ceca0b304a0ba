"""German with du: nothing says Sie any more, what is left of that word means they or she, and every lint holds."""

import re

import pytest

from content.library import Library
from simulator import Person
from tests.content import test_messages
from tests.content.said import bare, texts
from tests.scenes import BACK, answer, book, one_engine, open_card, push, walk
from tests.stage import Stage, stage

WAY = "de-du"
ADDRESSES = re.compile(
    r"\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b|\bGuten (?:Tag|Abend|Morgen)\b"
    r"|\b(?:und|oder) \w+en (?:es|ihn|mir|sich|sie|uns)\b"
    r"|\b(?!(?:[Ww]enn|[Ww]ann|[Dd]en|[Dd]enen)\b)\w+n du\b"
    r"|\bdu (?:haben|können|möchten|mögen|müssen|sind|sollen|wollen)\b"
)
"""What Sie sounds like; also a second order without the word (*und sagen es*), and du with a verb of Sie."""

JUDGED = frozenset((
    "card.what_massage_is_not.text",  # massage
    "card.what_to_expect.evidence",  # the effect
    "condition.C09_scar.facts", "condition.C09_scar.stop",  # the scar
    "invite.client", "invite.therapist",  # the invitation
    "operator.quarantined",  # the message
    "questionnaire.desk", "questionnaire.offer",  # the questions
    "routine.desk_neck_shoulders.intro",  # the break
    "technique.scar_mobilisation.evidence",  # the scar
    "technique.trigger_point.two_days",  # the place
))  # fmt: skip
"""Where Sie was read and means they or she at the start of a sentence."""


NOUNS = re.compile(r"(?<=[\w,“”] )(?!Dein|Ihn|Ihr|Sie)[A-ZÄÖÜ]\w{2,}")
"""What German writes large within a sentence: the things that are spoken of, whoever is addressed."""

OTHER_NOUNS = frozenset(("intake.home",))
"""Where du says it with other nouns: *ein paar Tipps* sounds like advice, so du says *ein paarmal tippen*."""


def formal(text: str) -> list[str]:
    """Find what sounds like Sie."""
    return [found[0] for found in ADDRESSES.finditer(text)]


def test_nothing_says_sie_that_was_not_read_and_means_somebody_else(library: Library) -> None:
    found = {(key, word) for key, text in texts(library, WAY) for word in formal(text)}
    assert found == {(key, "Sie") for key in JUDGED}


def test_where_sie_was_judged_a_verb_of_they_or_she_follows(library: Library) -> None:
    said = [text for key, text in texts(library, WAY) if key in JUDGED]
    after = re.compile(r"\bSie (?:dauer[nt]|geht|gilt|ist|kann|sollte|stehen|öffnet)\b")
    assert [text for text in said if len(after.findall(text)) != len(formal(text))] == []


def test_no_text_that_addresses_with_sie_was_left_as_it_is(library: Library) -> None:
    both = list(zip(texts(library, "de"), texts(library, WAY), strict=True))
    assert [key for (key, text), (_, anew) in both if formal(text) and text == anew and key not in JUDGED] == []
    assert len([key for (key, text), (_, anew) in both if text != anew]) > 600


def things(template: str) -> tuple[list[str], list[str]]:
    """Find what a template speaks of: its facts and branches in their order, and its nouns."""
    code = [re.sub(r'"[^"]*"', "", one) for one in re.findall(r"\{[{%].*?[%}]\}", template)]
    return code, sorted(NOUNS.findall(bare(template.replace("Guten Tag", "Hallo"))))


def test_with_du_the_same_is_said_of_the_same_facts(library: Library) -> None:
    with_sie, anew = (library._shelf.tongues[locale].phrases for locale in ("de", WAY))  # noqa: SLF001
    other = {one[1] for one in anew if things(with_sie[one].source) != things(anew[one].source)}
    assert other == OTHER_NOUNS


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Setzen Sie sich aufrecht hin.", "Sie"),
        ("Wie geht es Ihnen?", "Ihnen"),
        ("Das Blatt Ihrer Klinik gilt.", "Ihrer"),
        ("Ihr Termin ist gebucht.", "Ihr"),
        ("Guten Tag, Ana.", "Guten Tag"),
        ("Hör auf und sagen es deiner Praxis.", "und sagen es"),
        ("Setz dich und beugen sich vor.", "und beugen sich"),
        ("Was möchten du sagen?", "möchten du"),
        ("Wenn du mögen, hör auf.", "du mögen"),
    ],
)
def test_sie_is_caught(text: str, word: str) -> None:
    assert formal(text) == [word]


def test_uhr_follows_a_time_with_du(library: Library) -> None:
    for kind in ("text", "button"):
        for key, said in test_messages.everything(library, WAY, kind):
            for after in re.findall(r"\d\d:\d\d(.{0,4})", said.replace("Every day, 18:00", "")):
                assert after == " Uhr", key


def read_by(day: Stage, who: Person) -> list[str]:
    """Give every text and button that was ever sent to somebody, also where it was changed later."""
    said: list[str] = []
    for method in ("sendMessage", "editMessageText", "sendPhoto", "editMessageMedia"):
        said += [str(line["parameters"]) for line in day.telegram.log.requests(method, who.id)]
    return said


async def first_day(day: Stage, maya: Person, ana: Person) -> None:
    """Let Ana live her first day: she joins, answers, does a routine, and gets a visit."""
    await day.start(ana, await day.invitation(maya))
    day.reads(ana, "joining.consent", "Hallo Ana", "deine Antworten")
    await day.tap(ana, "joining.agree")
    day.reads(ana, "times.ask_zone", "Wo wohnst du?")
    await day.tap(ana, 0)
    day.reads(ana, "times.ask_time", "wie es dir geht")
    await day.tap(ana, "times.default_time", time="18:30")
    day.reads(ana, "times.all_set", "Dein erster Tages-Check")
    await day.tap(maya, "joining.it_is_her", name="Ana")
    await day.pass_(hours=7)
    day.reads(ana, "check_in.ask_pain", "Zeit für deinen Tages-Check")
    await answer(day, ana)
    day.reads(ana, "check_in.receipt")
    await open_card(day, maya)
    await push(day, maya, BACK)
    day.reads(ana, "routine.given", "wann es dir passt", "Sag es dann deiner Praxis.")
    await walk(day, ana)
    await day.tap(ana, "routine.felt_right")
    await open_card(day, maya)
    await book(day, maya)
    day.reads(ana, "visit.booked", "Dein Termin")
    await day.say(ana, "Ich habe einen starken Druck auf der Brust")
    day.reads(ana, "safety.line_chest_pain", "Hör auf und ruh dich aus. Bitte ruf jetzt die 112 an.")
    day.reads(ana, "safety.ask_chest_pain", "Hast du gerade Schmerz")
    await day.tap(ana, "safety.no")
    day.reads(ana, "safety.heard_no", "Danke für deine Antwort.")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting")


@one_engine
async def test_a_practice_that_says_du_greets_a_german_phone_with_it_all_day_and_sie_is_two_taps_away(
    address: str,
) -> None:
    async with stage(address, practice_address="informal") as day:
        maya = await day.owner()
        ana = day.person("Ana", "de")
        day.speaks[ana.id] = WAY
        await first_day(day, maya, ana)
        read = read_by(day, ana)
        assert len(read) > 10
        assert [text for text in read if formal(text)] == []

        await day.say(ana, "/language")
        assert "✓ Deutsch (du)" in day.reads(ana, "pages.language", "soll ich dir schreiben?").labels()
        await day.tap(ana, "Deutsch (Sie)")
        day.speaks[ana.id] = "de"
        assert "✓ Deutsch (Sie)" in day.reads(ana, "pages.language", "soll ich schreiben?").labels()
        await day.say(ana, "/visits")
        day.reads(ana, "visit.coming", "Ihr Termin")
