"""`interlude screen`: texts in, labels out, with nothing but the words; and whatever comes in, it goes on."""

import io
from pathlib import Path

import pytest

from bot.screening import measure, screen_lines
from content.library import load
from tests.screen.development import FILE

ODD = b"I can't feel when I wipe\r\n\xff\xfe no\n\n\x00\nno chest pain\tat all\nmy legs are numb"


def test_each_line_is_answered_in_order() -> None:
    out = io.BytesIO()
    assert screen_lines(load(), "en", io.BytesIO(ODD), out) == 0
    answered = out.getvalue().decode().split("\n")
    assert [line.split("\t")[:2] for line in answered[:-1]] == [
        ["cauda_equina", "emergency"], ["none", "none"], ["none", "none"], ["none", "none"], ["none", "none"],
        ["neuro_deficit", "emergency"],
    ]  # fmt: skip
    assert answered[0].endswith("\tI can't feel when I wipe")
    assert answered[4].endswith("\tno chest pain\tat all")


def test_a_language_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen_lines(load(), "fr", io.BytesIO(b"x"), io.BytesIO()) == 2
    assert "there are: en, es, de" in capsys.readouterr().err


def test_the_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    few = FILE.read_text(encoding="utf-8").splitlines()[:20]
    (tmp_path / "few.tsv").write_text("\n".join([*few, "en\tthe cat sat\tstroke\temergency"]), encoding="utf-8")
    assert measure(load(), tmp_path / "few.tsv") == 0
    told = capsys.readouterr().out
    assert "stroke emergency -> none none" in told
    assert "the cat sat" in told
