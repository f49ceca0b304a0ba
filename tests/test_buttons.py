"""The grammar of button data: what it can say fits into 64 bytes, and nothing else is read as if it were ours."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import MOST_BYTES, ButtonError, Tap, decode, encode
from bot.routes import TABLES, TAPS
from care.learning import TOPICS, of_topic
from care.screen import base36
from tests.wording import words

LARGEST = 1 << 40
ID = base36(LARGEST)
ZONE = "America/Argentina/ComodRivadavia"  # the longest name there is
ROUTINE = "r" * 27  # content refuses longer ids
EXERCISE = "N04_" + "e" * 28  # content refuses longer ids
CARD = max((key for topic in TOPICS for key in of_topic(words(), topic)), key=len)
DAY = "20261122"

# What each button carries at its longest, behind the bubble's own id.
SHAPES: dict[str, tuple[str, ...]] = {
    "no": (), "jn.yes": (), "jn.no": (), "jn.again": (), "jn.lang": ("es",), "ln.set": ("es",), "ln.back": (),
    "tm.home": (), "go.on": (),
    "tm.zone": (ZONE, "AR"), "tm.city": (), "tm.where": (), "tm.at": ("1830",), "tm.time": (), "tm.move": (),
    "tm.follow": (), "tm.keep": (ZONE,),
    "ci.pain": ("2026-11-22", "a"), "ci.mood": ("2026-11-22", "5"), "ci.undo": ("2026-11-22",),
    "fp.done": (), "fp.skip": (), "fp.undo": (), "fa.list": (ID,), "fa.new": (ID, ID), "fa.day": (ID, ID, "7f"),
    "fa.hour": (ID, ID, "7f", "1830"), "fa.ok": (ID, ID, "7f", "1830", "8"), "fa.end": (ID, ID),
    "ci.area": ("2026-11-22", "shoulder_blade", "a"),
    "rw.go": (ID,), "rw.pain": ("a",), "rw.next": ("1f",), "rw.felt": ("right",), "rw.hurt": (), "rw.stop": (),
    "rw.skip": (), "rw.new": (ID,), "fu.later": ("eve",), "fu.now": (), "pz.set": ("e",), "pz.end": (), "qt.ask": (),
    "qt.set": ("2200", "0900"), "cl.came": (ID,), "vs.show": (ID,), "bv.go": (ID,),
    "bv.tap": (ID, "3", "neck"), "bv.next": (ID, "3"), "bv.same": (ID,), "bv.again": (ID,),
    "vs.yes": (ID, "zz"), "vs.cant": (ID, "zz"), "vs.give": (ID, "zz"),
    "cl.all": (), "cl.card": (ID,), "cl.open": (ID,), "cl.weeks": (ID,), "cl.yes": (ID,), "cl.no": (ID,),
    "cl.chart": (ID,), "al.seen": (ID, ID),
    "sc.tap": ("2026-11-22", "bladder"),
    "al.told": (), "al.past": (ID, "zz"), "al.upto": (ID, ID), "al.of": (ID,), "al.open": (ID, ID), "al.hand": (ID, ID),
    "al.give": (ID, ID, ID), "al.list": ("zz",), "al.new": (), "al.set": (), "al.wake": ("emergency",),
    "al.cover": (ID,), "al.days": (ID, ID), "al.covers": (ID, ID, "e"), "al.nocov": (ID,),
    "an.go": (ID,), "an.anew": (ID,), "an.drop": (ID,), "an.leave": (),
    "rt.list": (ID,), "rt.in": (ID, "hip_knee", ID), "rt.see": (ID, ROUTINE), "rt.pick": (ID, ROUTINE, "7f", "1830"),
    "rt.at": (ID, ROUTINE, "7f", "1830"), "rt.ok": (ID, ROUTINE, "7f", "1830"),
    "sf.ans": ("unsure",), "pa.end": (ID, "zz"), "pa.sure": (ID, "zz"),
    "pn.see": (ID,), "pn.from": (ID, "9"), "pn.set": (ID, "long"),
    "px.new": (ROUTINE,), "px.see": (ROUTINE, "1f"), "px.own": (ROUTINE, "1f"), "px.drawn": (EXERCISE,), "px.leave": (),
    "af.fine": (), "af.bad": (), "af.pain": ("a",), "af.call": (), "af.ask": (ID,),
    "af.set": (ID, ID, "r" * 20), "af.ok": (ID, ID, "r" * 20),
    "lr.top": (), "lr.in": ("conditions", ID), "lr.see": (CARD,),
    "lg.top": (ID,), "lg.in": (ID, "conditions", ID), "lg.see": (ID, CARD), "lg.ok": (ID, CARD),
    "vs.new": (ID, ID), "vs.page": (ID, ID, "202611"), "vs.day": (ID, ID, DAY), "vs.at": (ID, ID, DAY + "1830"),
    "qn.go": ("2026-11-22",), "qn.ans": (ID, "9", "2s"), "qn.back": (ID, "9"), "qn.skip": (ID,),
    "qn.stop": ("2026-11-22",), "qa.list": (ID,), "qa.set": (ID, "i" * 27, "1"),
    "in.home": (), "in.see": ("area", "4"), "in.set": ("cond", "4", "C07_inflammatory_arthritis"),
    "in.say": ("area", "unsure"), "in.op": ("low_back", "202611", "y"), "in.off": ("low_back", "unknown"),
    "in.text": (), "in.end": (), "in.same": (), "ic.home": (ID,), "ic.see": (ID, "area", "4"),
    "ic.set": (ID, "cond", "d", "C07_inflammatory_arthritis"), "ic.say": (ID, "area", "unsure"),
    "ic.op": (ID, "low_back", "202611", "y"), "ic.off": (ID, "low_back", "unknown"), "ic.read": (ID,),
    "ic.ok": (ID, "z"), "ic.go": (ID, ROUTINE, "7f", "1830", "z"), "ic.kin": (ID, "guardian"), "ic.nokin": (ID, "y"),
    "gt.kin": (ID, "guardian", DAY), "gt.why": (ID, ROUTINE, "7f", "1830"), "gt.ok": (ID, ID, "7f", "1830"),
    "vs.ok": (ID, ID, DAY + "1830", "2i"), "vs.card": (ID, ID), "vs.drop": (ID, ID), "vs.end": (ID, ID),
}  # fmt: skip

actions = st.from_regex(r"[a-z]{1,6}(\.[a-z]{1,6})?", fullmatch=True)
arguments = st.lists(st.text(string.ascii_letters + string.digits + "_+/-", min_size=1, max_size=40), max_size=4)


def test_every_action_of_the_routes_is_measured() -> None:
    assert set(SHAPES) == set(TAPS)


def test_every_action_stands_in_one_table_only() -> None:
    assert sum(map(len, TABLES)) == len(TAPS)


@pytest.mark.parametrize("action", sorted(SHAPES))
def test_every_button_fits_also_with_the_largest_ids(action: str) -> None:
    data = encode(action, LARGEST, SHAPES[action])
    assert len(data.encode()) <= MOST_BYTES
    assert decode(data) == Tap(action, LARGEST, SHAPES[action])


@settings(max_examples=120, deadline=None)
@given(actions, st.integers(0, 36**12 - 1), arguments)
def test_what_can_be_written_can_be_read(action: str, anchor: int, args: list[str]) -> None:
    try:
        data = encode(action, anchor, tuple(args))
    except ButtonError:
        assert len(":".join(("v1", action, base36(anchor), *args))) > MOST_BYTES
        return
    assert decode(data) == Tap(action, anchor, tuple(args))


def test_every_small_mutation_is_either_well_formed_or_refused() -> None:
    dice = random.Random(3)
    alphabet = string.printable + "é\u202e\u0000:::"
    outcomes = {True: 0, False: 0}
    for action, args in SHAPES.items():
        data = encode(action, LARGEST, args)
        for _ in range(200):
            outcomes[is_well_formed(mutated(dice, data, alphabet))] += 1
    assert min(outcomes.values()) > 100, "mutations that are all alike prove nothing"


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_either_well_formed_or_refused(data: str) -> None:
    is_well_formed(data)


def mutated(dice: random.Random, data: str, alphabet: str) -> str:
    """Change, drop, double or add a character or two."""
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.randrange(len(data) + 1)
        data = (
            data[:at]
            + dice.choice(("", dice.choice(alphabet), data[at : at + 3] * 2))
            + data[at + dice.choice((0, 1)) :]
        )
    return data


def is_well_formed(data: str) -> bool:
    """Read a button; True when it means exactly what it says, False when it was refused."""
    try:
        tap = decode(data)
    except ButtonError:
        return False
    assert tap.anchor >= 0
    written = data.split(":")
    assert (tap.action, tap.args) == (written[1], tuple(written[3:]))
    assert tap.anchor == int(written[2], 36)
    assert len(data.encode()) <= MOST_BYTES
    return True


@pytest.mark.parametrize(
    "data", ["", "v1", "v2:no:1", "v1:no:", "v1:no:1\n", "v1:no:1:", "v1:NO:1", "v1:no:1:é", "V1:no:1", "\udc00"]
)
def test_what_is_not_ours_is_refused(data: str) -> None:
    with pytest.raises(ButtonError):
        decode(data)
