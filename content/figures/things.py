"""Draws what hands hold and bodies rest on: balls, straps, pillows, bottles, packs, mirrors.

It refuses to move by itself: a thing is where a joint, or a number of the pose, says it is.
"""

from collections.abc import Mapping
from typing import Any

from content.figures import closeups
from content.figures.furniture import Numbers, Shown
from content.figures.geometry import Point, box, capsule, disc, local, polar, smooth
from content.figures.ink import (
    ACCENT,
    ACCENT_EDGE,
    BALL,
    BALL_EDGE,
    CLOTH,
    CLOTH_EDGE,
    COLD,
    METAL,
    WARM,
    WHITE,
    WOOD_DARK,
    Piece,
    bound,
    fill,
    line,
)
from content.figures.skeleton import spot

Joints = Mapping[str, Point]


def ball(n: Numbers, j: Joints) -> Shown:
    """A ball of radius `r` at a place."""
    at, r = spot(j, n["at"]), n.get("r", 0.03)
    seam = smooth([polar(at, a, r * q) for a, q in ((150, 0.95), (90, 0.35), (30, 0.95))], closed=False)
    return bound([Piece(disc(at, r), BALL, disc((at[0] - r * 0.3, at[1] + r * 0.3), r * 0.4))], BALL_EDGE, 0.003) + line(seam, WHITE, 0.006, 0.9), [at]


def strap(n: Numbers, j: Joints) -> Shown:
    """A towel or strap along places."""
    points = [spot(j, place) for place in n["through"]]
    path = smooth(points, closed=False)
    wide = n.get("wide", 0.020)
    return line(path, CLOTH_EDGE, wide + 0.007) + line(path, CLOTH, wide), points


def pillow(n: Numbers, j: Joints) -> Shown:
    """A pillow with its middle at a place: `long`, `high`, `angle`."""
    at, long, high, angle = spot(j, n["at"]), n.get("long", 0.16), n.get("high", 0.05), n.get("angle", 0.0)
    corners = [(-0.5, -0.42), (0, -0.5), (0.5, -0.42), (0.54, 0), (0.5, 0.42), (0, 0.5), (-0.5, 0.42), (-0.54, 0)]
    outline = smooth(local(at, angle, 1.0, [(x * long, y * high) for x, y in corners]))
    return bound([Piece(outline, n.get("colour", CLOTH))], CLOTH_EDGE, 0.004), [at]


def towel(n: Numbers, j: Joints) -> Shown:
    """A folded cloth that lies at a place, as wide as `long`."""
    at, long = spot(j, n["at"]), n.get("long", 0.10)
    folds = [Piece(box(at[0] - long / 2, at[1] + i * 0.010, long, 0.012, 0.006), CLOTH) for i in range(2)]
    return bound(folds, CLOTH_EDGE, 0.003), [at]


def bottle(n: Numbers, j: Joints) -> Shown:
    """A small bottle held across a hand."""
    at, angle, size = spot(j, n["at"]), n.get("angle", 90.0), n.get("size", 1.0)
    a, b = polar(at, angle, -0.055 * size), polar(at, angle, 0.045 * size)
    cap = polar(b, angle, 0.026 * size)
    parts = [Piece(capsule(b, 0.011 * size, cap, 0.011 * size), METAL), Piece(capsule(a, 0.024 * size, b, 0.022 * size), COLD)]
    return bound(parts, "#2F6DA6", 0.003) + line(f"M{a[0]:.4f} {a[1]:.4f}L{b[0]:.4f} {b[1]:.4f}", WHITE, 0.008 * size, 0.5), [a, cap]


def pack(n: Numbers, j: Joints) -> Shown:
    """A warm or cold pack wrapped in a towel, with its middle at a place: `long`, `high`, `angle`, `kind`."""
    at, long, high, angle = spot(j, n["at"]), n.get("long", 0.13), n.get("high", 0.07), n.get("angle", 0.0)
    warm = n["kind"] == "warm"

    def slab(share: float) -> str:
        corners = [(-0.5, -0.5), (0, -0.54), (0.5, -0.5), (0.54, 0), (0.5, 0.5), (0, 0.54), (-0.5, 0.5), (-0.54, 0)]
        return smooth(local(at, angle, 1.0, [(x * long * share, y * high) for x, y in corners]))

    wrapped = bound([Piece(slab(1.0), WARM if warm else COLD)], "#A93A26" if warm else "#2F6DA6", 0.004)
    band = bound([Piece(slab(0.62), CLOTH)], CLOTH_EDGE, 0.003)
    sign = steam(n, at, angle, high) if warm else flake(at, min(long, high) * 0.42)
    return wrapped + band + sign, [at]


def steam(n: Numbers, at: Point, angle: float, high: float) -> str:
    """Three warm waves that rise from a pack."""
    up, drift = n.get("rise", 90.0), n.get("wave", 0.0)
    parts = []
    for i in (-1, 0, 1):
        root = polar(polar(at, angle, 0.034 * i), up, high * 0.5 + 0.022 + 0.006 * drift)
        wave = [polar(polar(root, up, 0.016 * k), up + 90, 0.008 * (1 if k % 2 else -1)) for k in range(5)]
        parts.append(line(smooth(wave, closed=False), WARM, 0.010, 0.9))
    return "".join(parts)


def flake(at: Point, r: float) -> str:
    """A snowflake."""
    parts = []
    for i in range(6):
        tip = polar(at, 60 * i + 30, r)
        parts.append(line(f"M{at[0]:.4f} {at[1]:.4f}L{tip[0]:.4f} {tip[1]:.4f}", COLD, r * 0.16))
        for side in (-1, 1):
            root = polar(at, 60 * i + 30, r * 0.62)
            barb = polar(root, 60 * i + 30 + 45 * side, r * 0.3)
            parts.append(line(f"M{root[0]:.4f} {root[1]:.4f}L{barb[0]:.4f} {barb[1]:.4f}", COLD, r * 0.14))
    return "".join(parts)


def mirror(n: Numbers, j: Joints) -> Shown:
    """A round table mirror seen from its side or front: `at` its middle, `r` its radius."""
    at, r = spot(j, n["at"]), n.get("r", 0.1)
    stand = line(f"M{at[0]:.4f} {at[1] - r:.4f}V{at[1] - r * 1.5:.4f}", WOOD_DARK, r * 0.16)
    glass = bound([Piece(disc(at, r), "#DCEBF3")], WOOD_DARK, r * 0.07)
    gleam = line(smooth([polar(at, a, r * 0.7) for a in (160, 130, 100)], closed=False), WHITE, r * 0.1)
    return stand + glass + gleam, [(at[0] - r, at[1] - r * 1.5), (at[0] + r, at[1] + r)]


def dumb(n: Numbers, j: Joints) -> Shown:
    """A small weight across a hand, seen from its end."""
    at, r = spot(j, n["at"]), n.get("r", 0.03)
    plate = bound([Piece(disc(at, r), METAL, disc((at[0] - r * 0.3, at[1] + r * 0.3), r * 0.35))], "#5F6A78", 0.004)
    return plate + line(disc(at, r * 0.72), "#5F6A78", r * 0.05) + fill(disc(at, r * 0.22), "#5F6A78"), [at]


def spark(n: Numbers, j: Joints) -> Shown:
    """Short lines that leave a place, where a muscle tightens: `turn` the way they look, `power` how strong (0..1)."""
    at, turn, power = spot(j, n["at"]), n.get("turn", 90.0), float(n.get("power", 1.0))
    parts = []
    for lean in (-40, 0, 40):
        root = polar(at, turn + lean, n.get("r", 0.05))
        parts.append(line(f"M{root[0]:.4f} {root[1]:.4f}L{polar(root, turn + lean, 0.035)[0]:.4f} {polar(root, turn + lean, 0.035)[1]:.4f}", WARM, 0.012, power))
    return "".join(parts), [at]


def plank(n: Numbers, j: Joints) -> Shown:
    """A plain block from `left`, `bottom` with `wide` and `high`, in a `colour`."""
    del j
    path = box(n["left"], n["bottom"], n["wide"], n["high"], n.get("round", 0.01))
    return fill(path, n.get("colour", WOOD_DARK)), [(n["left"], n["bottom"])]


def hand(n: Numbers, j: Joints) -> Shown:
    """A helping hand whose fingertips touch a place: `angle` it points to, `size`, `kind`, `flip` (-1 mirrors it)."""
    at = spot(j, n["at"])
    return closeups.touch(at, n["angle"], n["size"], n["kind"], float(n.get("flip", 1)), bool(n.get("accent"))), [at]


def scar(n: Numbers, j: Joints) -> Shown:
    """A healed scar from a place to a place."""
    a, b = spot(j, n["from"]), spot(j, n["to"])
    return closeups.scar(a, b), [a, b]


def tuft(n: Numbers, j: Joints) -> Shown:
    """A soft cotton ball at a place."""
    at, r = spot(j, n["at"]), n.get("r", 0.06)
    puffs = [Piece(disc(polar(at, 60 * i, r * 0.6), r * 0.55), CLOTH) for i in range(6)]
    return bound([*puffs, Piece(disc(at, r * 0.7), CLOTH)], CLOTH_EDGE, 0.004), [at]


def jar(n: Numbers, j: Joints) -> Shown:
    """A jar of cream with its lid beside it."""
    x, y = spot(j, n["at"])
    w = n.get("size", 0.14)
    cream = Piece(smooth([(x - w * 0.42, y + w * 0.5), (x - w * 0.15, y + w * 0.72), (x + w * 0.1, y + w * 0.66), (x + w * 0.42, y + w * 0.5)]), WHITE)
    pot = Piece(box(x - w / 2, y, w, w * 0.56, w * 0.1), "#BFD3E6")
    return bound([cream], CLOTH_EDGE, 0.004) + bound([pot], "#7089A2", 0.004), [(x - w / 2, y), (x + w / 2, y + w)]


def vein(n: Numbers, j: Joints) -> Shown:
    """A tight band under the skin, through places; `power` (0..1) shows how tight."""
    points = [spot(j, place) for place in n["through"]]
    return line(smooth(points, closed=False), WARM, n.get("wide", 0.02), 0.25 + 0.65 * float(n.get("power", 1.0))), points


def blade(n: Numbers, j: Joints) -> Shown:
    """A shoulder blade under the shirt: `at` its upper outer corner's middle, `side` 1 left or -1 right, `angle`."""
    at, side = spot(j, n["at"]), float(n["side"])
    corners = [(-0.034, 0.046), (0.030, 0.040), (0.020, -0.010), (-0.014, -0.066), (-0.030, -0.010)]
    outline = smooth(local(at, float(n.get("angle", 0.0)), 1.0, [(-x * side, y) for x, y in corners]))
    return fill(outline, ACCENT, 0.75) + line(outline, ACCENT_EDGE, 0.004), [at]


def tree(n: Numbers, j: Joints) -> Shown:
    """A tree far behind: `x` and `size`."""
    del j
    x, size = n["x"], n.get("size", 1.0)
    crown = [Piece(disc((x + dx * size, y * size), r * size), "#CFE0C3") for dx, y, r in ((-0.07, 0.42, 0.10), (0.07, 0.44, 0.10), (0.0, 0.54, 0.11))]
    return fill(box(x - 0.014 * size, 0, 0.028 * size, 0.36 * size), "#D5C3A5") + bound(crown, "#BFD3B1", 0.003), []
