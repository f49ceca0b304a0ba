"""One crisis is one bubble for each reader: brought up again for news, and true about who has seen it everywhere."""

from simulator import Person
from simulator.screen import Bubble
from tests.scenes import CALF, one_engine
from tests.stage import Stage
from tests.test_alerts import DANGER, covered_by, every

pytestmark = one_engine
CHEST = "I have chest pain and can't breathe"


def with_seen(day: Stage, who: Person) -> list[Bubble]:
    """Give the bubbles on a screen that can be tapped as seen."""
    return [one for one in who.screen() if day.label(who, "alert.seen") in one.labels()]


def rings(day: Stage, who: Person) -> int:
    """Give how many new messages Telegram took for somebody: each of them may wake her."""
    return len([line for line in day.telegram.log.requests("sendMessage", who.id) if line["outcome"].get("ok")])


async def test_a_crisis_is_one_bubble_that_comes_again_for_an_answer_and_for_nobody_having_seen_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    before = rings(day, maya)
    await day.say(ana, DANGER)
    assert (rings(day, maya) - before, len(with_seen(day, maya))) == (1, 1)
    await day.tap(ana, "safety.unsafe")
    assert (rings(day, maya) - before, len(with_seen(day, maya))) == (2, 1)
    said = with_seen(day, maya)[0].text
    assert said.startswith("🔴 Ana answered the question behind an alert")
    assert said.count("suicide or self-harm") == 2, "a colleague reads at a glance what it is about"
    assert said.index("Are you safe right now?") < said.index(DANGER), "what is new comes first"
    day.reads(maya, "alert.below", "Ana")
    await day.pass_(hours=1)
    assert (rings(day, maya) - before, len(with_seen(day, maya))) == (3, 1)
    assert "Nobody has seen this yet" in with_seen(day, maya)[0].text
    await day.tap(maya, "alert.seen")
    assert all(one.acknowledged_at for one in await every(day))
    assert not with_seen(day, maya)
    day.reads_no(maya, "alert.below")
    assert len(day.read(maya, "alert.seen_by")) == 2
    assert len(day.read(ana, "safety.seen")) == 1


async def test_a_crisis_with_many_words_stays_one_bubble_and_none_of_them_is_lost(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    said = [f"Please help me, {number} {'🙏' * 140}" for number in range(9)]
    await day.say(ana, DANGER)
    for text in said:
        await day.pass_(minutes=4)
        await day.say(ana, text)
    await day.say(ana, CHEST)
    await day.pass_(minutes=30)
    bubbles = with_seen(day, maya)
    assert len(bubbles) == 1
    told = bubbles[0].text
    assert all(f"Please help me, {number}" in told for number in range(9))
    assert (DANGER in told, CHEST in told, "more from before:" in told) == (True, True, True)
    assert told.count("has not answered for 10 minutes") <= 1, "silence is counted where there is so much else"
    await day.say(maya, "/alerts")
    labels = [one for one in maya.screen()[-1].labels() if "Ana" in one]
    assert len(labels) == 3, "what reads alike is one line"
    assert any("(9)" in one for one in labels)


async def test_who_covers_gets_all_of_it_in_one_bubble_and_every_phone_says_who_has_seen_it(day: Stage) -> None:
    maya = await day.owner()
    tom, eva = await day.colleague(maya), await day.colleague(maya, "Eva", "de")
    ana = await day.client(tom)
    await covered_by(day, tom, "Eva")
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.unsafe")
    heard = {one.id: rings(day, one) for one in (maya, tom, eva)}
    await day.pass_(minutes=16)
    assert [rings(day, one) - heard[one.id] for one in (maya, tom, eva)] == [0, 0, 1]
    told = with_seen(day, eva)
    assert len(told) == 1
    assert DANGER in told[0].text
    assert "Are you safe" not in told[0].text, "it speaks her language"
    await day.pass_(minutes=15)
    assert [rings(day, one) - heard[one.id] for one in (maya, tom, eva)] == [1, 0, 1]
    await day.say(ana, CHEST)
    assert [rings(day, one) - heard[one.id] for one in (maya, tom, eva)] == [2, 1, 2], "a second danger is for all"
    assert [len(with_seen(day, one)) for one in (maya, tom, eva)] == [1, 1, 1]
    await day.tap(eva, "alert.seen")
    assert [len(with_seen(day, one)) for one in (maya, tom, eva)] == [0, 0, 0]
    day.reads(maya, "alert.seen_by", "Eva has seen this", "Ana")
    day.reads(tom, "alert.seen_by", "Eva has seen this", "Ana")
    day.reads(eva, "alert.seen_by", "Eva hat das gesehen")
    await day.pass_(minutes=9)  # a minute later the question about the second danger counts as unanswered
    assert [rings(day, one) - heard[one.id] for one in (maya, tom, eva)] == [2, 1, 2]


async def test_another_client_has_a_bubble_of_her_own(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await day.say(ana, DANGER)
    await day.say(ben, CHEST)
    assert len(with_seen(day, maya)) == 2
    await day.tap(maya, "alert.seen")
    assert ["Ana" in one.text for one in with_seen(day, maya)] == [True]


async def test_what_was_gathered_says_too_who_has_seen_it_elsewhere(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/stop")
    await day.pass_(minutes=6)
    assert len(with_seen(day, maya)) == 1
    await day.say(maya, "/alerts")
    await day.taps(maya, maya.screen()[-1].labels()[0], "alert.seen")
    day.reads(maya, "alert.seen_by", "Maya", "Ana")
    assert not with_seen(day, maya)


async def test_the_inbox_says_in_words_what_a_flag_is_about_once_the_client_is_confirmed(day: Stage) -> None:
    maya = await day.owner()
    ana, zoe = await day.client(maya), await day.client(maya, "Zoe", confirm=False)
    await day.say(ana, CALF)
    await day.say(zoe, CALF)
    await day.pass_(minutes=6)
    told = maya.screen()[-1].text
    assert told.count("What it may be about: swollen leg or arm") == told.count("Zoe, whom you have not confirmed") == 1
    await day.say(maya, "/alerts")
    labels = maya.screen()[-1].labels()
    assert any("Ana · swollen leg or arm" in one for one in labels)
    assert any("Zoe · please confirm" in one for one in labels)


async def test_what_can_not_be_read_or_worded_does_not_silence_a_second_danger(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, DANGER)
    assert day.world is not None
    await day.world.app.read(lambda db: db.run("UPDATE alert SET facts = x'00'"))
    await day.say(ana, CHEST)
    assert [(CHEST in one.text, "can't be shown here" in one.text) for one in with_seen(day, maya)] == [(True, True)]
    await day.world.app.read(lambda db: db.run("UPDATE alert SET facts = NULL WHERE facts = x'00'"))
    await day.pass_(minutes=16)
    told = with_seen(day, maya)[-1].text
    assert (CHEST in told, "Nobody has seen this yet" in told) == (True, True)
