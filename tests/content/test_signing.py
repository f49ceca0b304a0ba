"""Signatures: they count for the very record that was read, in its language, and for nothing else."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from care.learning import reading
from content.__main__ import main
from content.book import book
from content.excerpt import KINDS, excerpt, ids
from content.library import SHIPPED, Library, load
from content.problem import ContentError
from content.reviews import FILE
from content.routines import shown_exercises
from content.signing import sign
from tests.wording import words

NOON = 1_795_345_200_000  # 22 November 2026, 11:00 UTC
TURN = ("exercise", "N01_neck_turn")
DESK = "desk_neck_shoulders"


@dataclass
class Practice:
    """A practice's own folder, and a clinician who signs with a file."""

    own: Path
    file: Path

    def signed(self, *records: tuple[str, str], locale: str = "en", **more: object) -> dict[str, object]:
        """Give what the book would save after she approved these records; `more` changes each signature."""
        library = words()  # nobody here signs a record after changing it
        signatures = []
        for kind, key in records:
            record = excerpt(library, kind, key, locale)
            one = {"version": record.version, "fingerprint": record.fingerprint, "verdict": "approve", "remark": ""}
            signatures.append({"kind": kind, "id": key, **one, "at": "2026-11-20T09:30:00Z", **more})
        reviewer = {"name": "Noor Haddad", "qualification": "physiotherapist"}
        head = {"interlude": "signed review", "format": 1, "locale": locale, "book": "", "reviewer": reviewer}
        return {**head, "signatures": signatures}

    def takes(self, said: object) -> int:
        """Take such a file in."""
        self.file.write_text(json.dumps(said), encoding="utf-8")
        return main(["sign", str(self.file), "--into", str(self.own)], now=NOON)

    def review(self, kind: str, key: str, locale: str = "en") -> str | None:
        review = load(self.own).review(kind, key, locale)
        return review.verdict if review else None

    def write(self, file: str, text: str) -> None:
        path = self.own / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    own = tmp_path / "own"
    own.mkdir()
    return Practice(own, tmp_path / "signed.json")


def test_a_signature_is_for_one_language(practice: Practice) -> None:
    assert practice.takes(practice.signed(TURN)) == 0
    assert practice.review(*TURN) == "approve"
    assert practice.review(*TURN, "es") is None
    review = load(practice.own).review(*TURN, "en")
    assert review is not None
    assert (review.reviewed_by, review.reviewed_on) == ("Noor Haddad, physiotherapist", "2026-11-20T09:30:00Z")


def test_what_there_is_to_read_counts_as_reviewed_by_its_signature_alone(practice: Practice) -> None:
    library = words()
    signed = [
        ("card", next(iter(library.guide.cards))),
        ("condition", next(iter(library.guide.conditions))),
        ("technique", next(iter(library.guide.techniques))),
    ]
    for _, key in signed:
        card = reading(library, key, "en")
        assert card is not None
        assert not card.reviewed
    assert practice.takes(practice.signed(*signed)) == 0
    for _, key in signed:
        said = [reading(load(practice.own), key, locale) for locale in ("en", "de")]
        assert [card.reviewed for card in said if card is not None] == [True, False]


def test_taking_in_twice_changes_nothing(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    said = practice.signed(TURN, ("red_flag", "stroke"), ("safety", "safety.crisis"))
    assert practice.takes(said) == 0
    before = (practice.own / FILE).read_bytes()
    assert practice.takes(said) == 0
    assert (practice.own / FILE).read_bytes() == before
    assert "0 approved, 0 to change, 3 known already, 0 refused" in capsys.readouterr().out


def test_a_routine_counts_only_with_all_that_it_may_show(practice: Practice) -> None:
    exercises = [("exercise", key) for key in shown_exercises(words().routine(DESK))]
    assert practice.takes(practice.signed(("routine", DESK), *exercises[:-1])) == 0
    assert not load(practice.own).is_reviewed(DESK, "en")
    assert practice.takes(practice.signed(exercises[-1])) == 0
    assert load(practice.own).is_reviewed(DESK, "en")
    assert not load(practice.own).is_reviewed(DESK, "de")
    assert (
        practice.takes(practice.signed(exercises[-1], verdict="change", remark="Too fast.", at="2026-11-21T09:30:00Z"))
        == 0
    )
    assert not load(practice.own).is_reviewed(DESK, "en")


def test_an_edited_record_is_unreviewed_by_itself(practice: Practice) -> None:
    assert practice.takes(practice.signed(TURN)) == 0
    shipped = (SHIPPED / "en/exercises.yaml").read_text(encoding="utf-8")
    record = shipped[shipped.index("N01_neck_turn:") :].partition("\n\n")[0]
    practice.write("en/exercises.yaml", record)
    assert practice.review(*TURN) == "approve"  # the same words, from the practice's own folder
    practice.write("en/exercises.yaml", record.replace("Sit tall", "Sit up tall"))
    assert practice.review(*TURN) is None
    practice.write("en/exercises.yaml", record)
    assert practice.review(*TURN) == "approve"


def test_a_changed_dose_or_version_ends_the_signature_too(practice: Practice) -> None:
    assert practice.takes(practice.signed(TURN, ("routine", DESK))) == 0
    shipped = (SHIPPED / "records/exercises.yaml").read_text(encoding="utf-8")
    record = shipped[shipped.index("N01_neck_turn:") :].partition("\n\n")[0].replace("version: 1", "version: 2")
    practice.write("records/exercises.yaml", record)
    assert practice.review(*TURN) is None
    assert practice.review("routine", DESK) == "approve"
    practice.write("records/exercises.yaml", record.replace("reps: 5", "reps: 9"))
    assert practice.review("routine", DESK) is None  # it takes its dose from there


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"id": "N99_nothing"}, "exercise N99_nothing (en): there is no such record here; nothing changed."),
        ({"kind": "recipe"}, "there is no such record here"),
        ({"version": 7}, "version 7 was signed, but here is version 1; export a new book"),
        ({"fingerprint": "0" * 16}, "it was changed since it was signed; export a new book"),
        ({"verdict": "perhaps"}, "says neither approve nor change"),
        ({"verdict": "change"}, "asks for a change without a remark"),
        ({"verdict": "change", "remark": "x" * 1001}, "asks for a change without a remark, or with one over 1,000"),
        ({"at": "yesterday"}, "has no date on which it can have been signed (yesterday)"),
        ({"at": "2026-11-23T09:30:00Z"}, "has no date on which it can have been signed (2026-11-23T09:30:00Z)"),
    ],
)
def test_a_record_that_is_refused_leaves_the_others(
    practice: Practice, wrong: dict[str, Any], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said, bad = practice.signed(("card", "claim_toxins")), practice.signed(TURN, **wrong)
    assert isinstance(said["signatures"], list)
    assert isinstance(bad["signatures"], list)
    said["signatures"] += bad["signatures"]
    assert practice.takes(said) == 1
    (refused,) = re.findall("^Refused: .*", capsys.readouterr().out, re.MULTILINE)
    assert sentence in refused
    assert practice.review("card", "claim_toxins") == "approve"
    assert practice.review(*TURN) is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"interlude": "other"}, "is no signed file"),
        ({"format": 2}, "is no signed file"),
        ({"locale": "fr"}, "is signed for the language 'fr', which is not here"),
        ({"reviewer": {"name": "Noor", "qualification": " "}}, "does not say who signed"),
        ({"signatures": None}, "is not whole"),
    ],
)
def test_a_file_that_is_refused_as_a_whole(
    practice: Practice, wrong: dict[str, Any], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert practice.takes({**practice.signed(TURN), **wrong}) == 2
    assert sentence in capsys.readouterr().out
    assert not (practice.own / FILE).exists()


def test_an_older_word_does_not_undo_a_newer_one(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    older = practice.signed(TURN)
    newer = practice.signed(TURN, verdict="change", remark="The eyes lead.\nSay so.", at="2026-11-21T08:00:00Z")
    assert practice.takes(newer) == 0
    assert practice.takes(older) == 1
    assert "Noor Haddad, physiotherapist signed it later" in capsys.readouterr().out
    assert practice.review(*TURN) == "change"
    assert main(["review", str(practice.own), "--remarks"]) == 0
    told = capsys.readouterr().out
    assert told == (
        "Change needed: exercise N01_neck_turn (en), Noor Haddad, physiotherapist, 2026-11-21: The eyes lead. Say so.\n"
    )
    assert practice.takes(practice.signed(TURN, at="2026-11-22T08:00:00Z")) == 0
    assert practice.review(*TURN) == "approve"


def test_a_folder_that_cannot_be_written_keeps_what_it_had(practice: Practice) -> None:
    assert practice.takes(practice.signed(TURN)) == 0
    (practice.own / "records").rename(practice.own / "kept")
    (practice.own / "records").write_text("no folder", encoding="utf-8")
    assert practice.takes(practice.signed(("card", "claim_toxins"))) == 2
    (practice.own / "records").unlink()
    (practice.own / "kept").rename(practice.own / "records")
    assert [path.name for path in (practice.own / "records").iterdir()] == ["reviews.yaml"]
    assert practice.review(*TURN) == "approve"


def test_a_broken_file_of_reviews_is_named_with_its_line(practice: Practice) -> None:
    review = "{version: one, fingerprint: a, verdict: fine, reviewed_by: N, reviewed_on: now}"
    said = f"exercise:\n  N01_neck_turn:\n    en: {review}\n"
    practice.write(FILE, said)
    with pytest.raises(ContentError) as caught:
        load(practice.own)
    keys = {problem.key.rpartition(".")[2]: problem for problem in caught.value.problems}
    assert keys.keys() == {"version", "verdict", "reviewed_on"}
    assert (keys["verdict"].file, keys["verdict"].line) == ("own/records/reviews.yaml", 3)
    assert practice.file.parent.joinpath("signed.json").exists() is False


def test_a_signature_for_a_record_that_is_gone_rests(practice: Practice) -> None:
    assert practice.takes(practice.signed(TURN)) == 0
    said = (practice.own / FILE).read_text(encoding="utf-8")
    practice.write(FILE, said.replace("N01_neck_turn", "N88_gone"))
    assert load(practice.own).reviews() == {}


@pytest.mark.parametrize("locale", ["en", "es", "de"])
def test_the_book_holds_every_record_and_every_word_of_its_own(library: Library, locale: str) -> None:
    page = book(library, locale)
    for kind in KINDS:
        for key in ids(library, kind, locale):
            assert f'data-kind="{kind}" data-id="{key}"' in page
    assert page.count("data:image/png;base64,") == len(library.exercises)
    assert not re.search(r"""(?:src|href)=["'](?!data:|#)""", page)
    shown = re.sub(r"\s+", " ", page)
    for exercise in library.exercises:
        assert all(
            cue.replace("'", "&#39;").replace('"', "&#34;") in shown
            for cue in library.exercise_words(exercise, locale).cues
        )


def test_no_label_of_the_book_is_dead(library: Library) -> None:
    code = "".join((SHIPPED / name).read_text(encoding="utf-8") for name in ("book.py", "page/book.js"))
    records = [excerpt(library, kind, key, "en") for kind in KINDS for key in ids(library, kind, "en")]
    parts = [part for record in records for part in record.parts]
    used = {f"part_{part.field}" for part in parts} | {f"chapter_{kind}" for kind in KINDS}
    used |= {f"code_{code}" for part in parts if part.coded for code in part.lines}
    used |= {f"flag_{key}" for key in ids(library, "red_flag", "en")}
    keys = {key for _, key in library._shelf.tongues["en"].phrases if key.startswith("review.")}  # noqa: SLF001
    names = {key.removeprefix("review.") for key in keys}
    assert {name for name in names - used if not re.search(rf"\b{name}\b", code)} == set()


def test_the_text_of_a_fingerprint_is_fixed(library: Library) -> None:
    """Whoever changes how it is made takes every signature of every practice away: then say so in the CHANGELOG."""
    record = excerpt(library, "card", "claim_toxins", "en")
    assert [part.field for part in record.parts] == ["text", "evidence", "group"]
    assert re.fullmatch(r"[0-9a-f]{16}", record.fingerprint)


def test_a_book_for_a_language_or_place_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--locale", "fr"]) == 2
    assert main(["review", "--out", str(tmp_path / "no" / "book.html")]) == 2
    assert main(["review", "--remarks"]) == 0
    assert main(["sign", str(tmp_path / "nothing.json"), "--into", str(tmp_path)]) == 2
    assert main(["sign", "x", "--into", str(tmp_path / "nowhere")]) == 2
    told = capsys.readouterr().out
    for said in ("no language 'fr'", "book.html can't be written", "Nobody wants", "can't be read", "no folder"):
        assert said in told


def test_signing_can_be_asked_without_a_clock(practice: Practice) -> None:
    practice.file.write_text(json.dumps(practice.signed(TURN, at="2099-01-01T00:00:00Z")), encoding="utf-8")
    assert sign(practice.file, words(), practice.own).refused == ()
