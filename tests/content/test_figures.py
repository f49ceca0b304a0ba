"""The drawn exercises: key frames that bodies can do, pictures that fit a phone, and files that match their numbers."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import av
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace

from content.figures import film
from content.figures.camera import SIZE, camera
from content.figures.geometry import distance
from content.figures.ink import ARROW
from content.figures.picture import Picture
from content.figures.score import LOOP_S, POSES, Score, ScoreError, read, scores
from content.figures.skeleton import Body, front_body, side_body, spot
from content.figures.tween import moment
from content.library import Library

MEDIA = POSES.parent.parent / "media"
BODIES = ("side", "front", "back")
ENDS = {"A": "wrist_", "L": "ankle_"}
SAMPLE = ("B04_cat_cow", "H06_open_fist", "J02_jaw_open", "L03_calf_straight", "M04_grounding", "X01_scar_circles")
SMALL = 32

every_score = pytest.mark.parametrize("score", scores().values(), ids=scores().keys())
every_body = pytest.mark.parametrize(
    "score",
    [s for s in scores().values() if s.view in BODIES],
    ids=[k for k, s in scores().items() if s.view in BODIES],
)


def moments(score: Score) -> Iterator[Mapping[str, Any]]:
    """Sample the poses of a loop four times a second."""
    for step in range(round(LOOP_S * 4)):
        yield moment(score.frames, score.beats, step / 4, flow=score.flow).pose


def body(score: Score, pose: Mapping[str, Any]) -> Body:
    return side_body(pose) if score.view == "side" else front_body(pose)


def decoded(path: Path) -> list[VideoFrame]:
    with av.open(path, "r") as container:
        return list(container.decode(video=0))


def thumbnail(picture: VideoFrame) -> bytes:
    small = picture.reformat(width=SMALL, height=SMALL, format="rgb24", src_colorspace=Colorspace.ITU709).planes[0]
    rows = bytes(small)
    return b"".join(rows[y * small.line_size : y * small.line_size + 3 * SMALL] for y in range(SMALL))


def drawn(picture: Picture, second: float) -> VideoFrame:
    """Draw a moment anew, in the colours of video, whose steps are coarser."""
    return film.video(film.raw(film.png(picture.at(second))))


def difference(a: VideoFrame, b: VideoFrame) -> float:
    """Tell by how much (0..255) two pictures differ on average, seen small."""
    one, two = thumbnail(a), thumbnail(b)
    return sum(abs(x - y) for x, y in zip(one, two, strict=True)) / len(one)


def test_all_exercises_of_the_brief_are_drawn() -> None:
    assert len(scores()) == 68


def test_every_exercise_has_pictures_and_every_picture_has_its_words(library: Library) -> None:
    assert set(library.exercises) == set(scores())


def test_nothing_lies_in_media_that_no_key_frames_explain() -> None:
    assert {path.stem for path in MEDIA.iterdir()} == set(scores())


@every_score
def test_the_still_is_light_and_square(score: Score) -> None:
    path = MEDIA / f"{score.id}.png"
    assert path.stat().st_size <= 40 * 1024
    (picture,) = decoded(path)
    assert (picture.width, picture.height) == (film.STILL_SIZE, film.STILL_SIZE)


@every_score
def test_the_loop_is_what_telegram_wants_of_an_animation(score: Score) -> None:
    path = MEDIA / f"{score.id}.mp4"
    content = path.read_bytes()
    assert len(content) <= 80 * 1024
    assert content.index(b"moov") < content.index(b"mdat")  # a phone may start before it has all of it
    with av.open(path, "r") as container:
        (stream,) = container.streams
        assert isinstance(stream, av.VideoStream)
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == (SIZE, SIZE)
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(LOOP_S)


@every_score
def test_the_loop_neither_jumps_nor_flashes(score: Score) -> None:
    """Between two frames, and from the last back to the first, a picture changes little and keeps its brightness."""
    frames = [thumbnail(frame) for frame in decoded(MEDIA / f"{score.id}.mp4")]
    for before, after in zip(frames, frames[1:] + frames[:1], strict=True):
        assert abs(sum(before) - sum(after)) / len(before) < 2.0
        assert sum(abs(x - y) for x, y in zip(before, after, strict=True)) / len(before) < 6.0


@pytest.mark.parametrize("key", SAMPLE)
def test_what_is_committed_is_what_the_numbers_draw(key: str) -> None:
    score = scores()[key]
    assert difference(film.raw(film.still(score)), decoded(MEDIA / f"{key}.png")[0]) < 1.0
    frames, picture = decoded(MEDIA / f"{key}.mp4"), Picture(score)
    for index in (0, len(frames) // 3, len(frames) // 2):
        assert difference(drawn(picture, index / film.FPS), frames[index]) < 1.0


@pytest.mark.parametrize("key", ["N01_neck_turn", "L11_sit_stand"])
def test_other_numbers_draw_another_picture(key: str) -> None:
    """The comparison above can fail: the same exercise half a second later is not the same picture."""
    frames, picture = decoded(MEDIA / f"{key}.mp4"), Picture(scores()[key])
    assert difference(drawn(picture, 0.9), frames[0]) > 1.0


def test_an_arrow_comes_and_goes_with_its_power() -> None:
    """Tense and relax: the arrows that say "let go" are not there while fists are clenched."""
    picture = Picture(scores()["M03_muscle_relax"])
    assert ARROW not in picture.at(0.65)
    assert ARROW in picture.at(1.35)


def test_nobody_sleeps_on_a_warm_pack() -> None:
    """Its words say: stay awake while you use it."""
    assert not any(frame.get("asleep") for frame in scores()["T01_heat"].frames)


@every_score
def test_pictures_have_no_words(score: Score) -> None:
    assert "<text" not in Picture(score).still()


@every_body
def test_nothing_is_cut_off(score: Score) -> None:
    """Every joint stays inside the picture, unless the file asks for a close-up."""
    if score.crop:
        return
    view = camera(score)
    for pose in moments(score):
        for name, joint in body(score, pose).joints.items():
            x, y = view.pixel(joint)
            assert 8 <= x <= SIZE - 8, (name, joint)
            assert 8 <= y <= SIZE - 8, (name, joint)


@every_body
def test_nothing_sinks_into_the_floor(score: Score) -> None:
    """Seen from the front, a foot that steps towards the viewer may be drawn a little lower."""
    if not score.floor:
        return
    lowest = -0.012 if score.view == "side" else -0.06
    for pose in moments(score):
        joints = body(score, pose).joints
        low = {name: round(y, 3) for name, (_, y) in joints.items() if y < lowest}
        assert not low
        assert joints["head"][1] > 0.07


@every_body
def test_what_is_pinned_stays_and_what_is_held_is_reached(score: Score) -> None:
    """Hands and feet that the key frames put somewhere arrive there: no limb is asked to be longer than it is."""
    for pose in moments(score):
        joints = body(score, pose).joints
        pin, x, y = pose["pin"]
        assert distance(joints[pin], (x, y)) < 1e-6
        for limb, end in ENDS.items():
            for half in "nflr":
                given = pose.get(limb + half)
                if isinstance(given, dict) and "reach" in given and end + half in joints:
                    assert distance(joints[end + half], spot(joints, given["reach"])) < 0.012, limb + half


def test_planted_feet_do_not_slide() -> None:
    """Rising from a chair, the soles stay where they are for the whole loop."""
    score = scores()["L11_sit_stand"]
    ankles = [body(score, pose).joints["ankle_n"] for pose in moments(score)]
    assert max(distance(ankles[0], ankle) for ankle in ankles) < 1e-3


FINE = {"view": "side", "base": "sit", "frames": [{}, {"T": 60}]}
BASES = {"sit": {"T": 90, "H": [80, 90], "An": [280, 340, 350], "Ln": {"reach": [0.2, 0.03], "end": 0}}}


def test_the_sample_that_the_refusals_are_made_from_is_fine() -> None:
    assert read("Z01_fine", FINE, BASES).frames[1]["T"] == [60, 60]


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"colour": "red"}, "unknown colour"),
        ({"base": "fly"}, "no base pose fly"),
        ({"frames": [{}, {"An": {"reach": [0.3, 0.3], "end": 0}}]}, "An changes its form"),
        ({"frames": [{"H": [350, 350]}, {"H": [10, 10]}]}, "H would turn the long way round"),
        ({"frames": [{}, {"nose": 1}]}, "nose would appear out of nothing"),
        ({"beats": [[1, 1.0, 1.0]]}, "last 4.0 s"),
        ({"beats": [[2, 2.0, 2.0]]}, "beats must name its frames"),
    ],
)
def test_a_slip_in_the_numbers_is_named(slip: dict[str, Any], said: str) -> None:
    with pytest.raises(ScoreError, match=said):
        read("Z01_slip", {**FINE, **slip}, BASES)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"props": [{"draw": "sofa"}]}, "no prop sofa"),
        ({"view": "inside"}, "no view inside"),
        ({"props": [{"draw": "ball", "at": "hip", "layer": "sky"}]}, "no layer sky"),
    ],
)
def test_a_picture_of_what_does_not_exist_is_refused(slip: dict[str, Any], said: str) -> None:
    limbs = {"Af": [280, 340, 350], "Lf": [0, 270, 0], "Ln": [0, 270, 0], "pin": ["hip", 0, 0.3]}
    score = read("Z01_slip", {**FINE, "frames": [limbs], **slip}, BASES)
    with pytest.raises(ScoreError, match=said):
        Picture(score).still()
