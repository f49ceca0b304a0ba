"""Owns how a therapist records and takes back a guardian's consent for a client under 18; refuses a client's word."""

from datetime import UTC, date, datetime, timedelta

from care import awaited, cards
from care.moments import local_date
from care.screen import TapError, Toast
from care.turn import Turn
from care.words import plain
from content.codes import RELATIONS
from storage import audit, guardians, people
from storage.people import Person

DOING = "kin"
DAYS = 6
SHORTEST, LONGEST = 2, 120


async def choose(turn: Turn, actor: Person, anchor: int, relation: str = "") -> Toast | None:
    """Ask who consented, then on which day; the name is typed last."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if relation and relation not in RELATIONS:
        raise TapError(f"relation {relation}")
    back = (words.button("common.back", "ic.read", me),)
    if not relation:
        names = [(code, turn.library.name("relation", code, actor.locale)) for code in sorted(RELATIONS)]
        kin = tuple((plain(name, "ic.kin", me, code),) for code, name in names)
        await turn.show(words.screen("gate.who_consents", (*kin, back), name=turn.person.name), anchor=anchor, to=actor)
        return None
    today = local_date(turn.now, turn.practice.zone)
    days = [today - timedelta(days=number) for number in range(DAYS)]
    shown = [
        words.button("gate.day", "gt.kin", me, relation, f"{one:%Y%m%d}", at=_noon(one), zone="UTC") for one in days
    ]
    rows = tuple(tuple(shown[at : at + 2]) for at in range(0, DAYS, 2))
    await turn.show(words.screen("gate.when_consented", (*rows, back), name=turn.person.name), anchor=anchor, to=actor)
    return None


async def ask_name(turn: Turn, anchor: int, client_id: int, relation: str, day: str) -> Toast | None:
    """Wait for the guardian's name, in the therapist's own turn."""
    if not await cards.is_hers(turn, client_id):
        return turn.words().toast("common.not_yours")
    if relation not in RELATIONS:
        raise TapError(f"relation {relation}")
    given_on = _day(day)
    if given_on > local_date(turn.now, turn.practice.zone):
        raise TapError(f"day {day}")
    await awaited.ask(turn, DOING, client_id, relation, given_on.isoformat())
    back = ((turn.words().button("common.back", "ic.read", client_id),),)
    await turn.show(turn.words().screen("gate.type_name", back), anchor=anchor)
    return None


async def ask_back(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Ask whether a guardian's consent was really withdrawn: without one nothing is asked or sent."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    consent = await guardians.of_person(turn.db, me)
    if consent is None:
        return words.toast("common.no_longer")
    rows = ((words.button("gate.withdraw", "ic.nokin", me, "y"),), (words.button("common.back", "ic.read", me),))
    screen = words.screen("gate.ask_withdraw", rows, name=turn.person.name, guardian=consent.name)
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def take_back(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Take the therapist's word that the consent was withdrawn; from now on nothing is asked or sent."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if not await guardians.take_back(turn.db, me):
        return words.toast("common.no_longer")
    await audit.note(turn.db, "guardian's consent taken back", actor=actor.person_id, subject=me)
    card = ((words.button("card.back_to_card", "cl.card", me),),)
    await turn.show(words.screen("gate.withdrawn", card, name=turn.person.name), anchor=anchor, to=actor)
    return None


def _noon(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError as error:
        raise TapError(f"day {text}") from error


async def typed(turn: Turn, text: str) -> bool:
    """Record the consent with the name that was typed; False when the words are meant for something else."""
    asked = await awaited.facts(turn, DOING)
    if asked is None:
        return False
    client_id, relation, given_on = int(asked[0]), *asked[1:3]
    name = " ".join(text.split())[:LONGEST]
    if len(name) < SHORTEST:
        await turn.say("reply", turn.words().screen("gate.type_name"))
        return True
    await awaited.forget(turn)
    client = await people.get(turn.db, client_id)
    if client is None or not await cards.is_hers(turn, client_id):
        return False
    me = turn.person.person_id
    key = await guardians.record(turn.db, client_id, name=name, relation=relation, given_on=given_on, recorded_by=me)
    await audit.note(turn.db, "guardian's consent recorded", actor=me, subject=client_id, about=key)
    card = ((turn.words().button("alert.card", "cl.open", client_id),),)
    await turn.say("reply", turn.words().screen("gate.consented", card, name=client.name))
    return True
