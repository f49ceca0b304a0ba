"""Visits: booking with one thumb, reminders at the right minute, confirming, moving and cancelling."""

import pytest

from simulator import Person
from tests.scenes import book, choose, open_card
from tests.stage import Stage


async def booked(day: Stage, date: str = "26", hour: str = "11:00", minutes: int = 60) -> tuple[Person, Person]:
    """Begin with a visit of Ana's, by default on Thursday the 26th."""
    maya = await day.owner()
    ana = await day.client(maya)
    await book(day, maya, date, hour, minutes)
    return maya, ana


async def test_maya_books_with_her_thumb_and_ana_reads_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.tap(maya, "card.book")
    month = day.reads(maya, "visit.choose_day", "Ana")
    assert "November 2026" in month.labels()
    assert "21" not in month.labels()
    await day.taps(maya, "›", "›")
    assert "January 2027" in day.reads(maya, "visit.choose_day").labels()
    await day.taps(maya, "‹", "8", "09:30")
    await day.tap(maya, "visit.minutes", minutes=45)
    day.reads(maya, "visit.booked_receipt", "Ana", "8 December", "09:30", "45")
    day.reads(ana, "visit.booked", "8 December", "09:30", "45")
    await day.say(ana, "/visits")
    day.reads(ana, "visit.coming", "8 December")


async def test_reminders_come_two_days_and_two_hours_before_to_the_minute(day: Stage) -> None:
    _, ana = await booked(day)
    await day.pass_(days=5)
    assert day.came(ana, "visit.reminder") == ["24 11:00", "26 09:00"]


async def test_ana_confirms_with_one_tap_and_maya_sees_it(day: Stage) -> None:
    maya, ana = await booked(day)
    assert await day.tap(ana, "visit.confirm") == day.toast(ana, "visit.thanks")
    day.reads(ana, "visit.confirmed")
    day.reads(maya, "visit.confirmed_news", "Ana", "11:00")
    await day.pass_(days=2)
    reminder = day.reads(ana, "visit.reminder", "11:00")
    assert reminder.labels()[0] == day.label(ana, "visit.cannot_come")
    assert day.label(ana, "visit.confirm") not in reminder.labels()
    await open_card(day, maya)
    await day.tap(maya, "26.11. 11:00")
    day.reads(maya, "visit.card", "✓")


async def test_a_moved_visit_has_new_reminders_and_none_of_the_old(day: Stage) -> None:
    maya, ana = await booked(day)
    await open_card(day, maya)
    await day.taps(maya, "26.11. 11:00", "visit.move")
    await choose(day, maya, "30", "15:30", 30)
    day.reads(maya, "visit.moved_receipt", "Ana", "15:30")
    day.reads(ana, "visit.moved", "15:30", "30 minutes")
    await day.pass_(days=9)
    assert day.came(ana, "visit.reminder") == ["28 15:30", "30 13:30"]


async def test_a_visit_moved_after_its_first_reminder_is_reminded_of_anew(day: Stage) -> None:
    maya, ana = await booked(day)
    await day.pass_(days=3)
    await open_card(day, maya)
    await day.taps(maya, "26.11. 11:00", "visit.move")
    await choose(day, maya, "30", "11:00")
    await day.pass_(days=6)
    assert day.came(ana, "visit.reminder") == ["24 11:00", "28 11:00", "30 09:00"]


async def test_either_side_cancels_and_no_reminder_ever_comes(day: Stage) -> None:
    maya, ana = await booked(day)
    await open_card(day, maya)
    await book(day, maya, "27", "09:00")
    await day.tap(ana, "visit.cannot_come")
    day.reads(ana, "visit.really", "09:00")
    await day.tap(ana, "visit.really_cancel")
    day.reads(ana, "visit.given_up")
    day.reads(maya, "visit.given_up_news", "Ana", "09:00")
    await open_card(day, maya)
    await day.taps(maya, "26.11. 11:00", "visit.cancel", "visit.really_cancel")
    day.reads(maya, "visit.cancelled_receipt")
    day.reads(ana, "visit.cancelled", "11:00")
    assert (await day.books()).faults == ()  # the reminders died with the visits, not when they came due
    await day.pass_(days=6)
    assert day.came(ana, "visit.reminder") == []
    await day.say(ana, "/visits")
    day.reads(ana, "visit.none")


async def test_a_thumb_that_slips_cancels_nothing(day: Stage) -> None:
    maya, ana = await booked(day)
    await day.taps(ana, "visit.cannot_come", "visit.keep")
    day.reads(ana, "visit.confirmed")
    await open_card(day, maya)
    await day.taps(maya, "26.11. 11:00", "visit.cancel", "common.back")
    day.reads(maya, "visit.card")
    await day.pass_(days=5)
    assert len(day.came(ana, "visit.reminder")) == 2


async def test_an_early_visit_is_reminded_of_the_evening_before(day: Stage) -> None:
    _, ana = await booked(day, "26", "08:30")
    await day.pass_(days=5)
    assert day.came(ana, "visit.reminder") == ["24 08:30", "25 20:59"]


async def test_a_visit_in_an_hour_needs_no_reminder(day: Stage) -> None:
    _, ana = await booked(day, "22", "13:00")
    day.reads(ana, "visit.booked", "13:00")
    await day.pass_(days=1)
    assert day.came(ana, "visit.reminder") == []


async def test_a_taken_hour_is_not_offered_and_an_overlap_is_refused(day: Stage) -> None:
    maya, _ = await booked(day)
    ben = await day.client(maya, "Ben")
    await day.taps(maya, "card.book", "26")
    hours = day.reads(maya, "visit.choose_hour").labels()
    assert "11:00" not in hours
    assert "11:30" not in hours
    await day.tap(maya, "10:30")
    refused = await day.tap(maya, "visit.minutes", minutes=60)
    assert refused == day.toast(maya, "visit.overlap")
    await day.tap(maya, "visit.minutes", minutes=30)
    day.reads(ben, "visit.booked", "10:30")


async def test_a_page_left_open_books_nothing_in_the_past(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.taps(maya, "card.book", "22", "12:30")
    page = day.reads(maya, "visit.choose_length")
    await day.pass_(hours=1)
    assert await day.tap(maya, "visit.minutes", minutes=30) == day.toast(maya, "visit.past")
    assert day.reads(maya, "visit.choose_length").message_id == page.message_id
    day.reads_no(ana, "visit.booked")


async def test_a_double_tap_books_once_and_looks_booked(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.taps(maya, "card.book", "26", "11:00")
    page = day.reads(maya, "visit.choose_length")
    data = page.buttons[1][0].data or ""
    await day.tap(maya, "visit.minutes", minutes=60)
    assert await maya.forge(page.message_id, data) == ""
    await day.settle()
    day.reads(maya, "visit.booked_receipt")
    assert len(day.read(ana, "visit.booked")) == 1


async def test_ana_elsewhere_reads_the_clinics_time_and_her_own(day: Stage) -> None:
    maya = await day.owner()
    ana = day.person("Ana", zone="Europe/Lisbon")
    await day.start(ana, await day.invitation(maya))
    await day.taps(ana, "joining.agree", "times.other_city")
    await day.say(ana, "Lisbon")
    await day.taps(ana, "Portugal", "18:30")
    await day.tap(maya, "joining.it_is_her", name="Ana")
    await book(day, maya, "26", "10:30")
    day.reads(ana, "visit.booked", "10:30", "09:30", "Lisbon")
    await day.pass_(days=5)
    assert day.came(ana, "visit.reminder", "Europe/Lisbon") == ["24 09:30", "25 20:59"]
    day.reads(ana, "visit.reminder", "10:30", "09:30")


async def test_an_old_button_of_a_visit_that_is_over_says_so(day: Stage) -> None:
    _, ana = await booked(day)
    await day.pass_(days=5)
    assert await day.tap(ana, "visit.confirm") == day.toast(ana, "common.no_longer")
    day.reads(ana, "visit.gone")


@pytest.mark.parametrize("hour", ["07:00", "20:30"])
async def test_nothing_comes_by_itself_at_night(day: Stage, hour: str) -> None:
    _, ana = await booked(day, "27", hour)
    await day.pass_(days=6)
    night = [moment for moment in day.came(ana, "visit.reminder") if not "08:00" <= moment[3:] < "21:00"]
    assert night == []
    assert len(day.came(ana, "visit.reminder")) == 2


async def test_a_button_of_the_old_time_does_not_agree_to_the_new_one(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await book(day, maya, date="25", hour="11:00")
    old = day.reads(ana, "visit.booked")
    await open_card(day, maya)
    await day.tap(maya, "🗓 25.11. 11:00")
    await day.tap(maya, "visit.move")
    await choose(day, maya, "26", "14:00")
    toast = await ana.press_old(old.message_id, day.label(ana, "visit.confirm"))
    await day.settle()
    assert toast == day.toast(ana, "visit.changed")
    day.reads_no(maya, "visit.confirmed_news")
    assert "26 November" in day.reads(ana, "visit.coming").text
