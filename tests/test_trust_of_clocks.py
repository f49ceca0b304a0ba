"""When our clock is trusted, and how late is late: pure numbers, no clock at all."""

from care.figures import Figures
from care.messenger import NotSent, Outgoing, Sent
from care.moments import HOUR, MINUTE, SECOND
from care.screen import Screen
from care.trust import Trust

NOW = 1_795_345_200_000


def outgoing(ready_at: int) -> Outgoing:
    screen = Screen("Hi", "noun.key", "v", "en")
    return Outgoing(1, 1, 1, "check_in", 4, 1, screen, 1, None, ready_at)


def test_one_header_raises_a_suspicion_and_an_answer_of_our_own_decides() -> None:
    trust = Trust()
    trust.heard(NOW - 61 * SECOND, NOW)
    assert (trust.suspected, trust.sure, trust.apart) == (True, True, 61 * SECOND)
    trust.decide()
    assert not trust.sure
    trust.heard(NOW - 60 * SECOND, NOW)
    assert trust.sure


def test_a_machine_that_slept_is_unsure_until_telegram_agrees() -> None:
    trust = Trust()
    assert not trust.look(NOW, 0)
    assert not trust.look(NOW + SECOND, SECOND)
    assert trust.look(NOW + HOUR, 2 * SECOND)
    assert (trust.sure, trust.wrong) == (False, False)
    trust.heard(NOW + HOUR, NOW + HOUR)
    assert trust.sure
    assert not trust.look(NOW + HOUR + SECOND, 3 * SECOND)


def test_a_clock_that_is_set_back_is_unsure_too() -> None:
    trust = Trust()
    trust.look(NOW, 0)
    assert trust.look(NOW - HOUR, SECOND)
    trust.heard(NOW, NOW - HOUR)
    trust.decide()
    assert trust.wrong


def test_a_second_more_or_less_is_no_jump() -> None:
    trust = Trust()
    trust.look(NOW, 0)
    assert not trust.look(NOW + 61 * SECOND, SECOND)


def test_lateness_counts_from_when_a_message_could_have_gone() -> None:
    figures = Figures(NOW)
    for late in range(100):
        figures.note(outgoing(NOW), Sent(1), NOW + late * SECOND)
    assert figures.late(NOW + 2 * MINUTE) == 99 * SECOND
    assert figures.late(NOW + 2 * HOUR) is None
    assert figures.delivered["check_in", "sent"] == 100


def test_what_waited_for_somebody_who_was_away_is_not_late() -> None:
    figures = Figures(NOW)
    figures.forgive(NOW + HOUR)
    for _ in range(10):
        figures.note(outgoing(NOW), Sent(1), NOW + HOUR + SECOND)
    assert figures.late(NOW + HOUR + MINUTE) == SECOND


def test_too_few_messages_and_unsent_ones_say_nothing() -> None:
    figures = Figures(NOW)
    for _ in range(9):
        figures.note(outgoing(NOW), Sent(1), NOW + HOUR)
    figures.note(outgoing(NOW), NotSent("telegram_away"), NOW + HOUR)
    assert figures.late(NOW + HOUR) is None
