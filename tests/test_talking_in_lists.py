"""What a client writes into a poll, a list or a name is words: it is looked through for danger like everything else."""

from typing import Any

import pytest

from bot.incoming import read
from simulator import Person
from tests.scenes import one_engine
from tests.stage import Stage

CHEST = "I have chest pain and can't breathe"
DANGEROUS: dict[str, dict[str, Any]] = {
    "poll": {"poll": {"id": "1", "question": "What now?", "options": [{"text": "Wait"}, {"text": CHEST}]}},
    "checklist": {"checklist": {"title": "Today", "tasks": [{"id": 1, "text": "Eat"}, {"id": 2, "text": CHEST}]}},
    "task": {"checklist_tasks_added": {"tasks": [{"id": 3, "text": CHEST}]}},
    "contact": {"contact": {"phone_number": "+49 1", "first_name": CHEST}},
    "venue": {
        "location": {"latitude": 52.5, "longitude": 13.4},
        "venue": {"location": {}, "title": "Home", "address": CHEST},
    },
}


async def sends(day: Stage, who: Person, what: dict[str, Any], number: int = 0) -> None:
    me = {"id": who.id, "is_bot": False, "first_name": who.profile.first_name, "language_code": "en"}
    chat = {"id": who.id, "type": "private", "first_name": who.profile.first_name}
    date = day.telegram.now_ms // 1000
    message = {"message_id": 9_000 + number, "from": me, "chat": chat, "date": date, **what}
    day.telegram.inject({"message": message})
    await day.settle()


@one_engine
async def test_danger_in_a_poll_a_list_a_name_or_a_place_calls_a_human(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    for number, what in enumerate(DANGEROUS.values(), 1):
        await sends(day, ana, what, number)
        assert len(day.read(ana, "safety.line_chest_pain")) == number
        day.reads(maya, "alert.red_flag", CHEST)


@one_engine
async def test_what_is_harmless_there_is_passed_on_or_said_to_be_unread(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await sends(day, ana, {"poll": {"id": "1", "question": "Monday or Tuesday?", "options": [{"text": "Monday"}]}})
    day.reads(ana, "talking.passed_on")
    await sends(day, ana, {"contact": {"phone_number": "+49 1", "first_name": "Mum"}}, 1)
    day.reads(ana, "talking.not_looked_at")
    day.reads_no(maya, "alert.red_flag")


@pytest.mark.parametrize("odd", [None, 3, [], {"question": 3, "options": [None, {"text": 4}, 5], "tasks": "x"}])
@pytest.mark.parametrize("kind", ["poll", "checklist", "checklist_tasks_added", "contact", "venue"])
def test_damaged_ones_are_read_as_far_as_they_go(kind: str, odd: object) -> None:
    message = {"message_id": 1, "from": {"id": 5, "first_name": "Ana"}, "chat": {"id": 5, "type": "private"}, "date": 1}
    found = read({"update_id": 1, "message": {**message, kind: odd}})
    assert found is not None
    assert (found.text, found.argument) == ("", "")
