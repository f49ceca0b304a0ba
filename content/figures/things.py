"""Draws what hands hold and bodies rest on: balls, straps, pillows, weights, packs, scars and helping hands.

It refuses to move by itself: a thing is where a joint, or a number of the pose, says it is.
"""

from collections.abc import Mapping, Sequence

from content.figures.furniture import Numbers, Shown
from content.figures.geometry import Point, along, box, disc, local, polar, polygon, smooth
from content.figures.ink import (
    ACCENT,
    ACCENT_EDGE,
    BALL,
    BALL_EDGE,
    CLOTH,
    CLOTH_EDGE,
    COLD,
    COLD_EDGE,
    METAL,
    POT,
    POT_EDGE,
    SCAR,
    STEEL,
    WARM,
    WARM_EDGE,
    WHITE,
    Piece,
    bound,
    fill,
    line,
)
from content.figures.outlines import outline
from content.figures.skeleton import spot
from content.figures.touch import Reach, touch

Joints = Mapping[str, Point]


def _stroke(points: Sequence[Point], colour: str, width: float, opacity: float = 1.0) -> str:
    """Draw straight lines through points."""
    return line(polygon(points, closed=False), colour, width, opacity)


def ball(n: Numbers, j: Joints) -> Shown:
    """A ball of radius `r` at a place."""
    at, r = spot(j, n["at"]), n.get("r", 0.03)
    seam = smooth([polar(at, a, r * q) for a, q in ((150, 0.95), (90, 0.35), (30, 0.95))], closed=False)
    body = bound([Piece(disc(at, r), BALL, disc((at[0] - r * 0.3, at[1] + r * 0.3), r * 0.4))], BALL_EDGE, 0.003)
    return body + line(seam, WHITE, 0.006, 0.9), [at]


def strap(n: Numbers, j: Joints) -> Shown:
    """A towel or strap along places."""
    points = [spot(j, place) for place in n["through"]]
    path, wide = smooth(points, closed=False), n.get("wide", 0.020)
    return line(path, CLOTH_EDGE, wide + 0.007) + line(path, CLOTH, wide), points


def pillow(n: Numbers, j: Joints) -> Shown:
    """A pillow with its middle at a place: `long`, `high`, `angle`."""
    at, long, high = spot(j, n["at"]), n.get("long", 0.16), n.get("high", 0.05)
    corners = [(x * long, y * high) for x, y in outline("pillow")]
    return bound([Piece(smooth(local(at, n.get("angle", 0.0), 1.0, corners)), CLOTH)], CLOTH_EDGE, 0.004), [at]


def towel(n: Numbers, j: Joints) -> Shown:
    """A folded cloth that lies at a place, as wide as `long`."""
    at, long = spot(j, n["at"]), n.get("long", 0.10)
    folds = [Piece(box(at[0] - long / 2, at[1] + i * 0.010, long, 0.012, 0.006), CLOTH) for i in range(2)]
    return bound(folds, CLOTH_EDGE, 0.003), [at]


def pack(n: Numbers, j: Joints) -> Shown:
    """A warm or cold pack wrapped in a towel, with its middle at a place: `long`, `high`, `angle`, `kind`."""
    at, long, high, angle = spot(j, n["at"]), n.get("long", 0.13), n.get("high", 0.07), n.get("angle", 0.0)
    warm = n["kind"] == "warm"

    def slab(share: float) -> str:
        return smooth(local(at, angle, 1.0, [(x * long * share, y * high) for x, y in outline("pack")]))

    wrapped = bound([Piece(slab(1.0), WARM if warm else COLD)], WARM_EDGE if warm else COLD_EDGE, 0.004)
    band = bound([Piece(slab(0.62), CLOTH)], CLOTH_EDGE, 0.003)
    sign = _steam(n, at, high) if warm else _flake(at, min(long, high) * 0.42)
    return wrapped + band + sign, [at]


def _steam(n: Numbers, at: Point, high: float) -> str:
    """Three warm waves that rise from a pack; `wave` lifts them a little."""
    up, parts = n.get("rise", 90.0), []
    for i in (-1, 0, 1):
        root = polar(polar(at, n.get("angle", 0.0), 0.034 * i), up, high * 0.5 + 0.022 + 0.006 * n.get("wave", 0.0))
        wave = [polar(polar(root, up, 0.016 * k), up + 90, 0.008 * (1 if k % 2 else -1)) for k in range(5)]
        parts.append(line(smooth(wave, closed=False), WARM, 0.010, 0.9))
    return "".join(parts)


def _flake(at: Point, r: float) -> str:
    """A snowflake."""
    parts = []
    for turn in range(30, 390, 60):
        parts.append(_stroke([at, polar(at, turn, r)], COLD, r * 0.16))
        root = polar(at, turn, r * 0.62)
        parts += [_stroke([root, polar(root, turn + side, r * 0.3)], COLD, r * 0.14) for side in (-45, 45)]
    return "".join(parts)


def weight(n: Numbers, j: Joints) -> Shown:
    """A dumb-bell across a hand, seen from its end."""
    at, r = spot(j, n["at"]), n.get("r", 0.03)
    plate = bound([Piece(disc(at, r), METAL, disc((at[0] - r * 0.3, at[1] + r * 0.3), r * 0.35))], STEEL, 0.004)
    return plate + line(disc(at, r * 0.72), STEEL, r * 0.05) + fill(disc(at, r * 0.22), STEEL), [at]


def spark(n: Numbers, j: Joints) -> Shown:
    """Short lines that leave a place, where a muscle tightens: `turn` the way they look, `power` how strong (0..1)."""
    at, turn, power, r = spot(j, n["at"]), n.get("turn", 90.0), float(n.get("power", 1.0)), n.get("r", 0.05)
    rays = ((polar(at, turn + lean, r), polar(at, turn + lean, r + 0.035)) for lean in (-40, 0, 40))
    return "".join(_stroke(ray, WARM, 0.012, power) for ray in rays), [at]


def hand(n: Numbers, j: Joints) -> Shown:
    """A helping hand whose fingertips touch a place: `angle` it points to, `size`, `kind`, `flip` (-1 mirrors it)."""
    reach = Reach(spot(j, n["at"]), n["angle"], n["size"], float(n.get("flip", 1)))
    return touch(reach, n["kind"], accent=bool(n.get("accent"))), [reach.at]


def scar(n: Numbers, j: Joints) -> Shown:
    """A healed scar from a place to a place, with faint marks of its stitches."""
    a, b = spot(j, n["from"]), spot(j, n["to"])
    stitches = ([along(a, b, i / 8, side) for side in (0.022, -0.022)] for i in range(1, 8))
    seam = line(smooth([a, along(a, b, 0.5, 0.006), b], closed=False), SCAR, 0.016)
    return seam + "".join(_stroke(stitch, SCAR, 0.008, 0.7) for stitch in stitches), [a, b]


def tuft(n: Numbers, j: Joints) -> Shown:
    """A soft cotton ball at a place."""
    at, r = spot(j, n["at"]), n.get("r", 0.06)
    puffs = [Piece(disc(polar(at, 60 * i, r * 0.6), r * 0.55), CLOTH) for i in range(6)]
    return bound([*puffs, Piece(disc(at, r * 0.7), CLOTH)], CLOTH_EDGE, 0.004), [at]


def jar(n: Numbers, j: Joints) -> Shown:
    """An open jar of cream, `size` wide, standing at a place, its lid beside it."""
    (x, y), w = spot(j, n["at"]), n.get("size", 0.14)
    cream = Piece(smooth([(x + px * w, y + py * w) for px, py in outline("cream")]), WHITE)
    lid = Piece(box(x + w * 0.66, y, w * 0.9, w * 0.2, w * 0.08), POT)
    pot = Piece(box(x - w / 2, y, w, w * 0.56, w * 0.1), POT)
    rim = Piece(box(x - w * 0.54, y + w * 0.44, w * 1.08, w * 0.14, w * 0.05), POT)
    return bound([cream], CLOTH_EDGE, 0.004) + bound([lid, pot], POT_EDGE, 0.004) + bound([rim], POT_EDGE, 0.004), []


def band(n: Numbers, j: Joints) -> Shown:
    """A tight band under the skin, through places; `power` (0..1) shows how tight."""
    points = [spot(j, place) for place in n["through"]]
    return line(
        smooth(points, closed=False), WARM, n.get("wide", 0.02), 0.25 + 0.65 * float(n.get("power", 1.0))
    ), points


def blade(n: Numbers, j: Joints) -> Shown:
    """A shoulder blade under the shirt: `at` its middle, `side` 1 left or -1 right, `angle`."""
    at = spot(j, n["at"])
    shape = smooth(local(at, float(n.get("angle", 0.0)), 1.0, [(-x * n["side"], y) for x, y in outline("blade")]))
    return fill(shape, ACCENT, 0.75) + line(shape, ACCENT_EDGE, 0.004), [at]
