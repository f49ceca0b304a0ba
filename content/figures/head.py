"""Draws heads with hair and a hint of a face: from the side, from the front and from the back.

It refuses likeness: one calm, friendly face for everybody.
"""

from collections.abc import Sequence

from content.figures.geometry import Point, along, capsule, disc, local, smooth
from content.figures.ink import (
    BLUSH,
    CAVE,
    EYE,
    HAIR,
    HAIR_LIGHT,
    LIPS,
    NECK_SHADE,
    SKIN,
    SKIN_EDGE,
    TONGUE,
    WHITE,
    Piece,
    bound,
    fill,
    line,
)
from content.figures.outlines import outline
from content.figures.skeleton import Body
from content.figures.tween import Pose

R = 0.078


def _at(body: Body, points: Sequence[Point]) -> list[Point]:
    """Place points given as (to the face, to the crown) in head radii."""
    return local(body.joints["head"], body.angles["head"] - 90, R, points)


def neck(body: Body, *, front: bool = False) -> str:
    """Draw the neck, from inside the collar to inside the head."""
    low, root = body.joints["neck"], body.spine[-2]
    top = _at(body, [(0.0, -0.45)])[0] if front else _at(body, [(-0.12, -0.30)])[0]
    thick = 0.037 if front else 0.036
    return bound(
        [
            Piece(capsule(root, thick + 0.006, low, thick), NECK_SHADE),
            Piece(capsule(low, thick, top, thick), NECK_SHADE),
        ],
        SKIN_EDGE,
        0.003,
    )


def _shut(pose: Pose) -> bool:
    """Tell whether the eyes are closed."""
    return float(pose.get("asleep", 0)) > 0.5


def _dropped(points: Sequence[Point], drop: float, slide: float = 0.0) -> list[Point]:
    """Let the jaw hang `drop` head radii lower, and slide it sideways: the lower a point, the more it goes along."""
    share = [min(1.0, max(0.0, (-0.30 - y) / 0.40)) for _, y in points]
    return [(x + slide * part, y - drop * part) for (x, y), part in zip(points, share, strict=True)]


def side_head(body: Body, pose: Pose) -> str:
    """Draw a head in profile, facing to the right of its crown."""
    drop, inside = float(pose.get("jaw", 0.0)), float(pose.get("inside", 0.0))
    ear = _at(body, [(-0.06, -0.10)])[0]
    parts = [
        bound([Piece(smooth(_at(body, _dropped(outline("head_side"), drop, -drop * 0.3))), SKIN)], SKIN_EDGE, 0.003),
        fill(disc(_at(body, [(0.46, -0.30)])[0], 0.15 * R), BLUSH, 0.45),
        fill(smooth(_at(body, outline("hair_side"))), HAIR),
        line(smooth(_at(body, [(0.40, 0.84), (-0.10, 0.90), (-0.56, 0.62)]), closed=False), HAIR_LIGHT, 0.10 * R, 0.8),
        bound([Piece(capsule(ear, 0.17 * R, _at(body, [(-0.03, -0.26)])[0], 0.10 * R), SKIN)], SKIN_EDGE, 0.002),
        line(smooth(_at(body, [(0.50, 0.30), (0.62, 0.36), (0.72, 0.31)]), closed=False), HAIR, 0.06 * R),
    ]
    lid = smooth(_at(body, [(0.46, 0.08), (0.56, 0.02), (0.66, 0.08)]), closed=False)
    parts.append(line(lid, EYE, 0.06 * R) if _shut(pose) else fill(disc(_at(body, [(0.56, 0.08)])[0], 0.085 * R), EYE))
    if inside:
        return "".join(parts) + _inside(body, drop, float(pose.get("lift", 1.0)))
    lips = [(0.86, -0.47), (0.74, -0.49), (0.66, -0.43)]
    return "".join(parts) + line(smooth(_at(body, lips), closed=False), LIPS, 0.055 * R)


def _inside(body: Body, gap: float, lift: float) -> str:
    """Show the mouth as if it were glass: closed lips, two rows of teeth `gap` apart, the tongue up at the palate."""
    upper = Piece(capsule(*_tooth(body, 0.675, -0.34), *_tooth(body, 0.665, -0.43)), WHITE)
    lower = Piece(capsule(*_tooth(body, 0.655, -0.53 - gap), *_tooth(body, 0.645, -0.62 - gap)), WHITE)
    low, high = _dropped(outline("tongue_low"), gap), outline("tongue")
    tongue = [along(here, there, lift) for here, there in zip(low, high, strict=True)]
    seam = -0.475 - gap * 0.35
    lips = [Piece(_lip(body, seam, side), LIPS) for side in (-1, 1)]
    between = smooth(_at(body, [(0.76, seam + 0.01), (0.83, seam - 0.005), (0.90, seam)]), closed=False)
    return (
        bound([Piece(smooth(_at(body, _dropped(outline("mouth_cave"), gap))), CAVE)], LIPS, 0.0008)
        + bound([Piece(smooth(_at(body, tongue)), TONGUE)], LIPS, 0.0012)
        + bound([upper, lower], SKIN_EDGE, 0.001)
        + bound(lips, SKIN_EDGE, 0.0008)
        + line(between, CAVE, 0.025 * R)
    )


def _lip(body: Body, seam: float, side: int) -> str:
    """Outline a lip from the side: the upper (`side` 1) or the lower one (-1), resting on the seam."""
    back, tip = _at(body, [(0.80, seam + side * 0.055), (0.855, seam + side * 0.05)])
    return capsule(back, 0.05 * R, tip, 0.055 * R)


def _tooth(body: Body, x: float, y: float) -> tuple[Point, float]:
    """Place the end of a tooth."""
    return _at(body, [(x, y)])[0], 0.045 * R


def front_head(body: Body, pose: Pose) -> str:
    """Draw a face: `nose` turns it (-1 to the viewer's left), `nod` lowers it, `jaw` and `jaw_x` move the jaw."""
    nose, nod = float(pose.get("nose", 0.0)), float(pose.get("nod", 0.0))
    slip, sink = 0.42 * nose, -0.30 * nod
    ears = [
        (-0.80 + 0.28 * max(nose, 0) + 0.1 * slip, -sink * 0.5),
        (0.80 + 0.28 * min(nose, 0) + 0.1 * slip, -sink * 0.5),
    ]
    shown = [ears[0]] if nose > 0.55 else [ears[1]] if nose < -0.55 else ears
    face = _dropped(outline("head_front"), float(pose.get("jaw", 0.0)), float(pose.get("jaw_x", 0.0)))
    gloss = [(-0.44 + slip * 0.5, 0.80), (-0.1 + slip * 0.5, 0.94), (0.24 + slip * 0.5, 0.90)]
    return "".join(
        (
            bound([Piece(disc(_at(body, [ear])[0], 0.17 * R), SKIN) for ear in shown], SKIN_EDGE, 0.003),
            bound([Piece(smooth(_at(body, face)), SKIN)], SKIN_EDGE, 0.003),
            _eyes(body, slip, sink, pose),
            _nose_and_mouth(body, slip, sink, pose),
            fill(smooth(_at(body, _fringe(slip, sink))), HAIR),
            line(smooth(_at(body, gloss), closed=False), HAIR_LIGHT, 0.09 * R, 0.8),
        )
    )


def _eyes(body: Body, slip: float, sink: float, pose: Pose) -> str:
    """Draw eyes, brows and cheeks; `strain` (0..1) draws the brows together."""
    nose, strain, shut, parts = float(pose.get("nose", 0.0)), float(pose.get("strain", 0.0)), _shut(pose), []
    for side in (-1, 1):
        x = slip + side * 0.32 * (1 - 0.30 * max(0.0, side * nose))
        lid = smooth(_at(body, [(x - 0.10, 0.02 + sink), (x, -0.05 + sink), (x + 0.10, 0.02 + sink)]), closed=False)
        eye = fill(disc(_at(body, [(x, 0.02 + sink)])[0], 0.085 * R), EYE)
        frown = -0.16 * strain * side
        brow = [(x - 0.13, 0.25 + sink + frown), (x, 0.30 + sink - 0.06 * strain), (x + 0.13, 0.25 + sink - frown)]
        blush = fill(disc(_at(body, [(x * 1.18, -0.28 + sink)])[0], 0.13 * R), BLUSH, 0.4)
        parts += [line(lid, EYE, 0.06 * R) if shut else eye, blush]
        parts.append(line(smooth(_at(body, brow), closed=False), HAIR, 0.055 * R))
    return "".join(parts)


def _nose_and_mouth(body: Body, slip: float, sink: float, pose: Pose) -> str:
    """Draw the nose, and the mouth: calm, or as far open as the jaw hangs."""
    nose, jaw, slide = (float(pose.get(key, 0.0)) for key in ("nose", "jaw", "jaw_x"))
    tip, mid = slip * 1.28, slip * 1.1
    bridge = [(tip * 0.95, sink), (tip + 0.07 + 0.05 * nose, -0.20 + sink), (tip - 0.04, -0.23 + sink)]
    drawn = line(smooth(_at(body, bridge), closed=False), SKIN_EDGE, 0.05 * R)
    if jaw > 0.2:
        return drawn + _open_mouth(body, sink, jaw, slide, tongue=bool(pose.get("tongue")))
    corner, low = slide * 0.5, -0.56 + sink - jaw * 0.15 + 0.12 * float(pose.get("strain", 0.0))
    mouth = [(mid - 0.17 + corner, -0.50 + sink), (mid + slide * 0.7, low), (mid + 0.17 + corner, -0.50 + sink)]
    return drawn + line(smooth(_at(body, mouth), closed=False), LIPS, 0.07 * R)


def _open_mouth(body: Body, sink: float, jaw: float, slide: float, *, tongue: bool) -> str:
    """Draw an open mouth with both rows of teeth, the tongue behind the upper one where it is asked to be."""
    top, low, wide = -0.48 + sink, -0.52 + sink - jaw * 0.92, 1.0 + 0.1 * jaw
    corner = top - jaw * 0.30
    hole = [(-0.22, corner), (-0.12, top), (0.12, top), (0.22, corner), (0.15 + slide, low), (-0.15 + slide, low)]
    parts = [bound([Piece(smooth(_at(body, [(x * wide, y) for x, y in hole])), CAVE)], LIPS, 0.045 * R)]
    parts.append(fill(capsule(*_row(body, -0.10, top - 0.05), *_row(body, 0.10, top - 0.05)), WHITE))
    parts.append(fill(capsule(*_row(body, -0.09 + slide, low + 0.05), *_row(body, 0.09 + slide, low + 0.05)), WHITE))
    if tongue:
        root, tip = _at(body, [(0, top - 0.16), (slide * 0.5, low + 0.22)])
        parts.append(fill(capsule(root, 0.085 * R, tip, 0.07 * R), TONGUE))
    return "".join(parts)


def _row(body: Body, x: float, y: float) -> tuple[Point, float]:
    """Place the end of a row of teeth."""
    return _at(body, [(x, y)])[0], 0.05 * R


def _fringe(slip: float, sink: float) -> list[Point]:
    """Outline the hair of a face: a cap whose parting follows the turn of the head."""
    edge = 0.50 + sink * 0.8
    cap = [(-0.74, 0.10), (-0.84, 0.06), (-0.87, 0.46), (-0.56, 0.96), (0.0, 1.12)]
    cap += [(0.56, 0.96), (0.87, 0.46), (0.84, 0.06), (0.74, 0.10)]
    line_of_hair = [(0.66, 0.2, -0.12), (0.36, 0.6, 0.06), (-0.10, 0.8, 0.12), (-0.46, 0.6, -0.04), (-0.68, 0.2, -0.24)]
    return cap + [(x + slip * share, edge + lift) for x, share, lift in line_of_hair]


def back_head(body: Body) -> str:
    """Draw a head from behind."""
    ears = [Piece(disc(_at(body, [(x, -0.04)])[0], 0.17 * R), SKIN) for x in (-0.80, 0.80)]
    gloss = [(-0.44, 0.74), (-0.1, 0.90), (0.30, 0.84)]
    return (
        bound(ears, SKIN_EDGE, 0.003)
        + bound([Piece(smooth(_at(body, outline("head_front"))), SKIN)], SKIN_EDGE, 0.003)
        + fill(smooth(_at(body, outline("hair_back"))), HAIR)
        + line(smooth(_at(body, gloss), closed=False), HAIR_LIGHT, 0.09 * R, 0.8)
    )
