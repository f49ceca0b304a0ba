"""The whole route map: one file of commands, and one table of buttons per subject.

A button's action is looked up in all tables, so each stands in one of them. What a route is, who may take it and whom
its turn is about is told in ``bot/routes/route.py``.
"""

from bot.routes import alerts, check_ins, clients, health, learning, people, routines, visits
from bot.routes.route import ANYBODY, Act, Answer, Route
from care.turn import Turn


async def _nothing(_turn: Turn, _act: Act) -> Answer:
    return None


TABLES: tuple[dict[str, Route], ...] = (
    {"no": Route(ANYBODY, _nothing)},
    people.TAPS,
    check_ins.TAPS,
    health.TAPS,
    routines.TAPS,
    visits.TAPS,
    learning.TAPS,
    clients.TAPS,
    alerts.TAPS,
)
TAPS: dict[str, Route] = {action: route for table in TABLES for action, route in table.items()}
