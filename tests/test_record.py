"""What was said, from which version of which template, is told truly however often the templates are edited after."""

from pathlib import Path

import pytest

from bot.reading import why
from storage import messages, templates
from tests import scenes
from tests.faults.test_telegram_away import rows
from tests.stage import Stage, stage
from tests.wording import words

EDITED = "messages:\n  ask_pain: |\n    <b>A new question.</b> How strong is the pain?\n"


def overlay(folder: Path) -> Path:
    """Edit one template in each language, in a practice's own folder."""
    for locale in ("en", "es", "de"):
        place = folder / locale / "messages"
        place.mkdir(parents=True)
        (place / "check_in.yaml").write_text(EDITED)
    return folder


async def test_history_keeps_its_version_and_what_is_unsent_names_the_new_one(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = words().template_version("check_in.ask_pain", "en")
    async with stage(address) as day:
        ana = await day.client(await day.owner())
        await day.pass_(hours=7)
        sent, unsent = await rows(day, ana, "check_in")
        assert await why(day.settings, unsent.message_id) == 0
        assert f"As things stand it will say: check_in.ask_pain, version {old}, language en." in capsys.readouterr().out
        await day.close()
        day.settings = day.settings.model_copy(update={"interlude_content": overlay(tmp_path / "mine")})
        day.library = None
        await day.open()
        assert day.world is not None
        new = day.world.app.library.template_version("check_in.ask_pain", "en")
        assert new != old
        await why(day.settings, sent.message_id)
        told = capsys.readouterr().out
        assert f"check_in.ask_pain, version {old}, language en" in told
        assert "was sent" in told
        assert "Sent on 2026-11-22 18:30:00" in told
        await why(day.settings, unsent.message_id)
        assert f"check_in.ask_pain, version {new}, language en" in capsys.readouterr().out
        kept = await day.world.app.read(lambda db: messages.get(db, sent.message_id))
        assert kept is not None
        assert "Time for your check-in" in (kept.body or "")
        for version, sentence in ((old, "Time for your check-in"), (new, "A new question")):
            source = await day.world.app.read(
                lambda db, version=version: templates.source(db, "check_in.ask_pain", version, "en")  # type: ignore[misc]
            )
            assert sentence in (source or "")
        await day.pass_(hours=24)
        assert "A new question" in ana.screen()[-1].text
        await why(day.settings, unsent.message_id)
        assert f"Words: check_in.ask_pain, version {new}, language en." in capsys.readouterr().out


async def test_what_a_planned_message_will_say_follows_from_what_is_true_now(
    day: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    maya = await day.owner()
    ana = await day.client(maya, language="de")
    await scenes.open_card(day, maya)
    await scenes.book(day, maya)
    await scenes.open_card(day, maya)
    await scenes.push(day, maya)
    await day.say(ana, "/checkin")
    await day.tap(ana, "3")
    for kind, template in (
        ("check_in", "check_in.ask_mood"),
        ("reminder", "visit.reminder"),
        ("routine_prompt", "routine.prompt"),
    ):
        planned = [row for row in await rows(day, ana, kind) if row.state == "queued"]
        assert await why(day.settings, planned[0].message_id) == 0
        version = words().template_version(template, "de")
        assert f"it will say: {template}, version {version}, language de." in capsys.readouterr().out
