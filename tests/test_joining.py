"""Ana's first minutes: consent, language, place and time, and what Maya sees before she has confirmed her."""

from simulator import Person
from tests.scenes import answer, open_card
from tests.stage import Stage

NEW_YORK = (40.71, -74.0)
OCEAN = (0.0, -140.0)


async def invited(day: Stage, language: str = "en") -> tuple[Person, Person]:
    maya = await day.owner()
    ana = day.person("Ana", language)
    await day.start(ana, await day.invitation(maya))
    return maya, ana


async def test_ana_may_decline_and_think_again(day: Stage) -> None:
    maya, ana = await invited(day)
    await day.tap(ana, "joining.decline")
    day.reads(ana, "joining.declined", "Linden Practice")
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == []
    day.reads_no(maya, "joining.joined")
    await day.taps(ana, "joining.reconsider", "joining.agree", "Berlin", "18:30")
    day.reads(ana, "times.all_set")
    day.reads(maya, "joining.joined", "Ana")


async def test_ana_switches_the_language_on_the_consent_page_and_it_stays(day: Stage) -> None:
    _, ana = await invited(day, "fr")
    day.speaks[ana.id] = "en"
    day.reads(ana, "joining.consent")
    await day.tap(ana, "Deutsch")
    day.speaks[ana.id] = "de"
    assert day.reads(ana, "joining.consent").labels()[-1] == "✓ Deutsch"
    assert len([one for one in ana.screen() if one.from_bot]) == 1
    await day.taps(ana, "joining.agree", "Berlin", "18:30")
    day.reads(ana, "times.all_set")
    assert ana.menu()[0]["description"] == day.label(ana, "commands.checkin")


async def test_a_second_tap_on_an_old_button_of_joining_changes_nothing(day: Stage) -> None:
    maya, ana = await invited(day)
    consent = ana.screen()[-1]
    agree = consent.buttons[0][0].data or ""
    await day.taps(ana, "joining.agree", "Berlin", "18:30")
    await ana.forge(consent.message_id, agree)
    await day.settle()
    day.reads(ana, "joining.already")
    assert len(day.read(maya, "joining.joined")) == 1
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]


async def test_a_city_typed_at_once_answers_the_question_for_her_place(day: Stage) -> None:
    _, ana = await invited(day)
    await day.taps(ana, "joining.agree")
    await day.say(ana, "Leipzig")
    await day.tap(ana, "Leipzig")
    day.reads(ana, "times.ask_time")


async def test_ana_finds_her_city_whatever_she_types_it_like(day: Stage) -> None:
    _, ana = await invited(day)
    await day.taps(ana, "joining.agree", "times.other_city")
    day.reads(ana, "times.ask_city")
    await day.say(ana, "Xyzzyville")
    day.reads(ana, "times.no_city")
    await day.say(ana, "sao paulo")
    assert "São Paulo" in day.reads(ana, "times.which_city").labels()[0]
    await day.tap(ana, 0)
    day.reads(ana, "times.ask_time", "Sao Paulo")
    await day.tap(ana, "20:00")
    day.reads(ana, "times.all_set", "20:00", "Sao Paulo")
    await day.pass_(hours=13)
    assert day.came(ana, "check_in.ask_pain", "America/Sao_Paulo") == ["22 20:00"]


async def test_ana_shares_where_she_is_and_only_the_zone_is_taken(day: Stage) -> None:
    _, ana = await invited(day)
    await day.taps(ana, "joining.agree", "times.share_location")
    day.reads(ana, "times.ask_location")
    await ana.share_location(*OCEAN)
    await day.settle()
    await day.tap(ana, "times.share_location")
    await ana.share_location(*NEW_YORK)
    await day.settle()
    day.reads(ana, "times.located", "New York")
    day.reads(ana, "times.confirm_zone", "06:00")
    assert ana.chat.keyboard is None
    await day.taps(ana, "times.zone_right", "18:30")
    day.reads(ana, "times.all_set", "18:30", "New York")


async def test_maya_sees_no_answer_before_she_has_confirmed_that_it_is_ana(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, confirm=False)
    await day.pass_(hours=7)
    await answer(day, ana, pain=8, mood=1)
    await open_card(day, maya, "Ana")
    assert "8" not in "".join(one.text for one in maya.screen() if "Ana" in one.text)
    day.reads_no(maya, "card.client")
    await day.tap(maya, "joining.it_is_her", name="Ana")
    day.reads(maya, "card.client", "pain 8", "mood 1/5")


async def test_maya_does_not_know_her_and_the_connection_ends(day: Stage) -> None:
    maya = await day.owner()
    zoe = await day.client(maya, "Zoe", confirm=False)
    await day.tap(maya, "joining.not_her")
    day.reads(maya, "card.refused", "Zoe")
    day.reads(zoe, "card.refused_client")
    await day.say(zoe, "/checkin")
    day.reads(zoe, "pages.unknown_command")
    await day.pass_(days=2)
    assert day.came(zoe, "check_in.ask_pain") == []
    await day.say(maya, "/clients")
    day.reads(maya, "card.list_empty")
    assert "checkin" not in {command["command"] for command in zoe.menu()}


async def test_ana_changes_time_and_place_later(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/time")
    day.reads(ana, "times.settings", "Berlin", "18:30")
    await day.taps(ana, "times.change_time", "20:00")
    day.reads(ana, "times.changed", "20:00")
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_zone", "times.other_city")
    await day.say(ana, "Lisbon")
    await day.tap(ana, "Portugal")
    day.reads(ana, "times.moved", "Lisbon", "Berlin")
    await day.tap(ana, "times.follow", time="20:00")
    day.reads(ana, "times.settings", "Lisbon", "20:00")
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain", "Europe/Lisbon") == ["22 20:00"]


async def test_a_wrong_city_is_mended_by_typing_the_right_one_while_she_is_asked_for_the_time(day: Stage) -> None:
    maya, ana = await invited(day)
    await day.taps(ana, "joining.agree", "times.other_city")
    await day.say(ana, "Lisbon")
    await day.tap(ana, "Portugal")
    day.reads(ana, "times.ask_time", "Lisbon")
    await day.say(ana, "Berlin")
    await day.tap(ana, 0)
    day.reads(ana, "times.ask_time", "Berlin")
    await day.tap(ana, "18:30")
    day.reads(ana, "times.all_set", "Berlin")
    await day.tap(maya, "joining.it_is_her", name="Ana")
    day.reads_no(maya, "talking.note")


async def test_a_city_typed_where_the_place_is_changed_is_a_city_and_words_go_on_to_maya(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/time")
    await day.tap(ana, "times.change_zone")
    await day.say(ana, "Lisbon")
    day.reads(ana, "times.which_city")
    day.reads_no(maya, "talking.note")
    await day.say(ana, "/time")
    await day.tap(ana, "times.change_zone")
    await day.say(ana, "I may be late on Monday")
    day.reads(maya, "talking.note", "I may be late on Monday")
    await day.say(ana, "Lisbon")  # she is asked for no place any more
    day.reads(maya, "talking.note", "Lisbon")


async def test_words_before_she_is_confirmed_are_kept_and_nobody_says_they_were_passed_on(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, confirm=False)
    await day.say(ana, "I may be late on Monday")
    said = day.reads(ana, "talking.passed_on", "I keep your words for Maya", "once it is confirmed")
    assert "passed" not in said.text
    day.reads_no(maya, "talking.note")
    await day.tap(maya, "joining.it_is_her", name="Ana")
    day.reads(maya, "talking.note", "I may be late on Monday")
    await day.say(ana, "See you then")
    day.reads(ana, "talking.passed_on", "I passed this on to Maya")
