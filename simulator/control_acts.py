"""Owns the acts that the control routes know, by name; refuses any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.person import Person

    Act = Callable[[Person, dict[str, Any]], Awaitable[Any]]


async def _tap(person: Person, body: dict[str, Any]) -> dict[str, Any]:
    if "label" in body:
        return {"answer": await person.tap(body["label"]), "alert": False, "url": None}
    return await person.press(int(body["message_id"]), int(body["row"]), int(body["column"]))


async def _press_old(person: Person, body: dict[str, Any]) -> dict[str, Any]:
    return {"answer": await person.press_old(int(body["message_id"]), str(body["label"]))}


async def _location(person: Person, body: dict[str, Any]) -> None:
    latitude = body.get("latitude", body.get("lat"))
    longitude = body.get("longitude", body.get("lon"))
    if latitude is None or longitude is None:
        msg = "latitude and longitude are needed"
        raise ValueError(msg)
    await person.share_location(float(latitude), float(longitude), force=bool(body.get("force")))


async def _say_in_group(person: Person, body: dict[str, Any]) -> None:
    await person.say_in_group(int(body["chat_id"]), str(body["text"]))


async def _add_to_group(person: Person, body: dict[str, Any]) -> dict[str, int]:
    return {"chat_id": await person.add_to_group(str(body["title"]))}


ACTS: dict[str, Act] = {
    "say": lambda person, body: person.say(str(body["text"])),
    "start": lambda person, body: person.start(body.get("payload")),
    "tap": _tap,
    "press_old": _press_old,
    "reply": lambda person, body: person.tap(str(body["text"])),
    "location": _location,
    "photo": lambda person, body: person.send_photo(body.get("caption")),
    "voice": lambda person, _: person.send_voice(),
    "sticker": lambda person, _: person.send_sticker(),
    "edit": lambda person, body: person.edit_last(str(body["text"])),
    "block": lambda person, _: person.block(),
    "unblock": lambda person, _: person.unblock(),
    "delete_chat": lambda person, _: person.delete_chat(),
    "deactivate": lambda person, _: person.deactivate(),
    "add_to_group": _add_to_group,
    "say_in_group": _say_in_group,
}


async def perform(person: Person, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """Do one act; return what there is to tell, at least {"ok": true}."""
    told = await ACTS[name](person, body)
    return told if isinstance(told, dict) else {"ok": True}
