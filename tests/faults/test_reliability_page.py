"""docs/reliability.md says what the code does."""

import re
from pathlib import Path

from care.kinds import KINDS, MOST_RESENDS, RESEND_AFTER, Kind, Meanwhile, Unknown
from care.moments import HOUR, SECOND
from storage.messages import TERMINAL_STATES

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
RULES = {Unknown.NEVER: "never", Unknown.RESEND_ONCE: "once", Unknown.RESEND: "thrice"}

MEANWHILE = {Meanwhile.SEND: "comes", Meanwhile.WAIT: "waits", Meanwhile.DROP: "is dropped"}


def row(name: str, kind: Kind) -> str:
    """Give the line of the page's table that a kind must have."""
    hours = kind.lifetime is not None and kind.lifetime >= HOUR
    useful = "–" if kind.lifetime is None else f"{kind.lifetime // HOUR} h" if hours else f"{kind.lifetime // SECOND} s"
    own = "yes" if kind.proactive else "no"
    held = f"{MEANWHILE[kind.at_night]} | {MEANWHILE[kind.when_full]}"
    return f"| {name} | {kind.priority} | {RULES[kind.unknown]} | {useful} | {own} | {held} |"


def test_the_table_of_kinds_is_the_one_that_the_code_follows() -> None:
    table = PAGE.partition("## The kinds")[2].partition("\n## ")[0]
    printed = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert printed == [row(name, kind) for name, kind in KINDS.items()]
    assert MOST_RESENDS == 3
    waits = {kind: f"{wait // SECOND} s" for kind, wait in RESEND_AFTER.items()}
    assert waits == {"reminder": "20 s", "check_in": "60 s", "snoozed": "60 s"}


def test_the_promise_names_every_end_that_a_message_can_come_to() -> None:
    promise = PAGE.partition("## The promise")[2].partition("\n\n")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", promise.partition(")")[0])
    assert named == list(TERMINAL_STATES)


def test_every_proof_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", PAGE))
    there = {file.name for file in Path(__file__).parent.glob("test_*.py")}
    assert named == there - {Path(__file__).name}


def test_every_figure_names_a_command_that_is_there() -> None:
    for page in (PAGE, (ROOT / "README.md").read_text(encoding="utf-8")):
        table = page.partition("| result | command |")[2].partition("\n\n")[0]
        commands = [line.rstrip(" |").rpartition("`")[0].rpartition("`")[2] for line in table.splitlines()[2:]]
        assert len(commands) > 5
        for command in commands:
            file = re.search(r"tests/\S+\.py|bench\.\w+|make \w+", command)
            assert file is not None, command
            place = file[0].replace("bench.", "bench/") + ("" if file[0].endswith(".py") else ".py")
            assert file[0].startswith("make ") or (ROOT / place).exists(), command
