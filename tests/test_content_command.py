"""The console script's `interlude content`: it works before there is a token, and finds the practice's own folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("TELEGRAM_", "DATABASE_", "PRACTICE_", "INTERLUDE_")


def interlude(*arguments: str, where: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder of the operator's, with none of our settings but those given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = {**clean, "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_it_checks_without_a_token(tmp_path: Path) -> None:
    ran = interlude("content", "check", "--json", where=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    told = json.loads(ran.stdout)
    assert told["problems"] == []
    assert {locale: told["languages"][locale]["exercises"] for locale in ("en", "es", "de")} == {
        "en": 68, "es": 68, "de": 68,
    }  # fmt: skip


@pytest.mark.parametrize("in_file", [True, False])
def test_it_finds_the_practices_own_folder(tmp_path: Path, *, in_file: bool) -> None:
    own = tmp_path / "ours" / "de" / "messages"
    own.mkdir(parents=True)
    (own / "common.yaml").write_text("toasts:\n  no_longer: ''\n", encoding="utf-8")
    if in_file:
        (tmp_path / ".env").write_text("INTERLUDE_CONTENT=ours\n", encoding="utf-8")
    ran = interlude("content", "check", where=tmp_path, **({} if in_file else {"INTERLUDE_CONTENT": "ours"}))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.splitlines() == ["ours/de/messages/common.yaml:2 toasts.no_longer: needs a text", "1 to mend."]


def test_other_commands_still_refuse_what_they_do_not_know(tmp_path: Path) -> None:
    ran = interlude("doctor", "--everything", where=tmp_path)
    assert ran.returncode == 2
    assert "unrecognized arguments: --everything" in ran.stderr
