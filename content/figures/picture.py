"""Composes one picture: ground, props, figure, shading, arrows and ring, layer over layer.

It refuses to know file formats: it answers with SVG.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from content.figures import marks
from content.figures.camera import SIZE, Camera, actor, camera, way
from content.figures.geometry import Point, box, disc, number
from content.figures.ink import ARROW, CARD, FLOOR, GROUND, TILE, fill, group, line
from content.figures.props import filled, layered
from content.figures.score import Score
from content.figures.tween import Moment, Pose, moment

_RING_R, _RING_IN = 27.0, 50.0
_CLOCK = 1.3  # a ring that holds a clock's digits is that much larger


class Picture:
    """One exercise's pictures; what is the same in all of them is worked out once."""

    def __init__(self, score: Score) -> None:
        """Draw from a score."""
        self.score = score

    @cached_property
    def camera(self) -> Camera:
        """How the whole loop is framed."""
        return camera(self.score)

    @cached_property
    def arrows(self) -> list[tuple[Mapping[str, Any], str]]:
        """The arrows with their numbers; they stand still, as what moves is the figure."""
        pose = self.score.frames[self.score.still]
        filled_in = [(mark, filled(mark, pose)) for mark in self.score.arrows]
        return [(mark, self._arrow(numbers, way(self.score, numbers, pose))) for mark, numbers in filled_in]

    def _shown(self, pose: Pose) -> str:
        """Draw the arrows as strong as the moment's `power` says, or fully."""
        powers = [(float(filled(mark, pose).get("power", 1.0)), drawn) for mark, drawn in self.arrows]
        return "".join(group([drawn], power) for power, drawn in powers if power > 0.02)

    def at(self, second: float) -> str:
        """Draw one moment of the loop as SVG."""
        now = moment(self.score.frames, self.score.beats, second, flow=self.score.flow)
        return self._card(self._scene(now), now.held)

    def still(self) -> str:
        """Draw the one picture that explains the exercise: the effort, its start as a pale ghost, or poses in order."""
        if self.score.panels:
            return self._card("".join(self._panel(*pair) for pair in enumerate(self.score.panels)), 0.0)
        now = Moment(self.score.frames[self.score.still], 1.0 if self.score.still else 0.0, 0.72)
        return self._card(self._scene(now, ghost=self.score.ghost), now.held)

    def _card(self, scene: str, held: float) -> str:
        """Put a scene on its card, with the ring of the hold in a corner."""
        dial = self._ring(self.score.hold, held) if self.score.hold else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
            f'<rect width="{SIZE}" height="{SIZE}" fill="{CARD}"/>{scene}{dial}</svg>'
        )

    def _panel(self, index: int, frame: int) -> str:
        """Draw one pose of a series in its quarter of the card; dots count the poses."""
        half, gap = SIZE / 2, 5.0
        x, y, share = (index % 2) * half + gap, (index // 2) * half + gap, (half - 2 * gap) / SIZE
        tile = f'<clipPath id="p{index}"><rect width="{SIZE}" height="{SIZE}" rx="36"/></clipPath>'
        ground = f'<rect width="{SIZE}" height="{SIZE}" rx="36" fill="{TILE}"/>'
        scene = self._scene(Moment(self.score.frames[frame], float(frame > 0), 1.0))
        dots = "".join(fill(disc((58.0 + 34 * i, 58.0), 12.0), ARROW) for i in range(index + 1))
        place = f"matrix({number(share)} 0 0 {number(share)} {number(x)} {number(y)})"
        return f'<g transform="{place}">{tile}{ground}<g clip-path="url(#p{index})">{scene}</g>{dots}</g>'

    def _scene(self, now: Moment, ghost: int | None = None) -> str:
        """Lay ground, props, figure, shading and arrows over one another."""
        draw = actor(self.score)
        drawn = draw(now.pose, self.score.accent)
        props = layered(self.score, now.pose, drawn)
        shade = ""
        for mark in self.score.stretch:
            soft = marks.glow(filled(mark, now.pose), drawn.body.joints, now.effort)
            if "layer" in mark:
                props.between[mark["layer"]] = props.between.get(mark["layer"], "") + soft
            else:
                shade += soft
        body = "".join(layer + props.between.get(name, "") for name, layer in drawn.layers.items())
        pale = "" if ghost is None else group(draw(self.score.frames[ghost], ()).layers.values(), 0.22)
        ground = fill(box(-4, -4, 8, 4), GROUND) + line("M-4 0L4 0", FLOOR, 0.008) if self.score.floor else ""
        return self.camera.wrap(ground + props.behind + pale + body + props.front + shade + self._shown(now.pose))

    @staticmethod
    def _arrow(mark: Mapping[str, Any], path: list[Point]) -> str:
        """Draw one arrow."""
        return marks.arrow(path, both=mark.get("both", False), wide=mark.get("wide", 0.016))

    def _ring(self, text: str, held: float) -> str:
        """Draw the hold's ring in its corner; in pixels, but y up as all marks expect."""
        centre = (SIZE - _RING_IN if self.score.ring_at == "right" else _RING_IN, SIZE - _RING_IN)
        dial = marks.ring(text, held, centre, _RING_R * (_CLOCK if ":" in text else 1.0))
        return f'<g transform="matrix(1 0 0 -1 0 {SIZE})">{dial}</g>'
