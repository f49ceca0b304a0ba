"""Owns reading one update of Telegram into what we act on; refuses to trust its shape.

Half of all damaged updates make a full parser raise, so this reads only the few fields that Interlude uses, checks
each one, and says ``None`` for what it has no use for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard


class PoisonError(ValueError):
    """This update does not have the shape that Telegram promises."""


@dataclass(frozen=True)
class Sender:
    """The Telegram account that acted: names as Telegram shows them, and the client app's language."""

    telegram_id: int
    name: str
    username: str | None
    language_code: str | None


@dataclass(frozen=True)
class Incoming:
    """One update in our words.

    ``kind``: text, edited, command, tap, location, media, joined, blocked, group or other. ``argument`` is what stands
    behind a command, or the names on a contact card or a place. ``picture`` is what kind of
    picture came (photo, video, animation), and the id under which the bot may send it.
    ``written_at`` (ms UTC) is when it was written, as Telegram tells it.
    """

    update_id: int
    kind: str
    sender: Sender
    text: str = ""
    argument: str = ""
    callback_id: str | None = None
    telegram_message_id: int | None = None
    location: tuple[float, float] | None = None
    chat_id: int = 0
    picture: tuple[str, str] | None = None
    written_at: int | None = None


def number_of(update: Mapping[str, Any]) -> int | None:
    """Give an update's number, None when it has none that Telegram could have given; never raises."""
    number = update.get("update_id")
    return number if _is_int(number) and number > 0 else None


def sender_of(update: Mapping[str, Any]) -> int:
    """Give the Telegram id behind an update, 0 when none can be found; never raises."""
    for part in update.values():
        if isinstance(part, Mapping) and isinstance(who := part.get("from"), Mapping):
            found = who.get("id")
            # An id that no column can hold would make even parking fail, and with it everybody's next update.
            if _is_int(found):
                return found
    return 0


def read(update: Mapping[str, Any]) -> Incoming | None:
    """Read an update; None when it concerns nobody we serve; PoisonError when it is damaged."""
    number = _int(update, "update_id")
    if "callback_query" in update:
        return _tap(number, _map(update, "callback_query"))
    if "message" in update:
        return _message(number, _map(update, "message"))
    if "edited_message" in update:
        found = _message(number, _map(update, "edited_message"))
        return _edited(found) if found is not None else None
    if "my_chat_member" in update:
        return _membership(number, _map(update, "my_chat_member"))
    return None


def _edited(found: Incoming) -> Incoming | None:
    """Take the words of what was changed afterwards: a line, what stands behind a command, or a caption."""
    words = f"{found.text} {found.argument}".strip()
    return replace(found, kind="edited", text=words) if found.kind in ("text", "command", "media") and words else None


def _tap(number: int, query: Mapping[str, Any]) -> Incoming | None:
    sender = _sender(_map(query, "from"))
    message = query.get("message")
    if not isinstance(message, Mapping):
        return None
    chat = _map(message, "chat")
    if chat.get("type") != "private" or chat.get("id") != sender.telegram_id:
        return Incoming(number, "group", sender, chat_id=_int(chat, "id"))
    return Incoming(
        update_id=number,
        kind="tap",
        sender=sender,
        text=_text(query, "data"),
        callback_id=_text(query, "id"),
        telegram_message_id=_int(message, "message_id"),
        chat_id=sender.telegram_id,
    )


def _message(number: int, message: Mapping[str, Any]) -> Incoming | None:
    if "from" not in message:
        return None
    sender, chat = _sender(_map(message, "from")), _map(message, "chat")
    written_at = _int(message, "edit_date" if "edit_date" in message else "date") * 1000
    if chat.get("type") != "private":
        return Incoming(number, "group", sender, chat_id=_int(chat, "id"))
    here: dict[str, Any] = {"update_id": number, "sender": sender, "telegram_message_id": _int(message, "message_id")}
    here["written_at"] = written_at
    if "location" in message:
        place = _map(message, "location")
        spot = _degrees(place, "latitude", 90), _degrees(place, "longitude", 180)
        return Incoming(kind="location", location=spot, argument=_names(message), **here)
    if "text" not in message:
        # What we have never heard of may hold her words: only what Telegram says by itself is left alone.
        media = "caption" in message or not any(key in message for key in SERVICE)
        written = [_words(message.get("caption")), *_listed(message), *_texts(message.get("rich_message"))]
        here |= {"text": "\n".join(one for one in written if one), "picture": _picture(message)}
        return Incoming(kind="media" if media else "other", argument=_names(message), **here)
    text = _text(message, "text")
    # A forwarded command was written to somebody else; it is words, not an order.
    if text.startswith("/") and "forward_origin" not in message:
        command, argument = [*text[1:].split(None, 1), "", ""][:2]
        return Incoming(kind="command", text=command.partition("@")[0].lower(), argument=argument, **here)
    return Incoming(kind="text", text=text, **here)


def _listed(message: Mapping[str, Any]) -> list[str | None]:
    """Read what somebody wrote into a poll or a list of tasks; parts that are none are left out."""
    found: list[str | None] = []
    for kind, first, parts in (
        ("poll", ("question", "description"), "options"),
        ("checklist", ("title",), "tasks"),
        ("checklist_tasks_added", (), "tasks"),
    ):
        whole = message.get(kind)
        if isinstance(whole, Mapping):
            lines = whole.get(parts)
            found += [_words(whole.get(name)) for name in first]
            lines = lines if isinstance(lines, list) else []
            found += [_words(one.get("text")) for one in lines if isinstance(one, Mapping)]
    return found


def _texts(place: object) -> list[str]:
    """Read every text in something whose form we don't know, in order; names of forms and places are left out."""
    if isinstance(place, str):
        found = _words(place)
        return [found] if found else []
    if isinstance(place, list):
        return [text for one in place for text in _texts(one)]
    if isinstance(place, Mapping):
        return [text for key, one in place.items() if key not in ("type", "url", "language") for text in _texts(one)]
    return []


def _names(message: Mapping[str, Any]) -> str:
    """Read the names on a contact card or a place: words too, though they are nothing to pass on."""
    kinds = (("contact", ("first_name", "last_name", "vcard")), ("venue", ("title", "address")))
    cards = [(message.get(kind), names) for kind, names in kinds]
    found = [_words(card.get(name)) for card, names in cards if isinstance(card, Mapping) for name in names]
    return "\n".join(one for one in found if one)


def _picture(message: Mapping[str, Any]) -> tuple[str, str] | None:
    """Read a photo (of its sizes the largest, which stands last), a video or an animation; None for anything else."""
    for kind in ("photo", "video", "animation"):
        shown = message.get(kind)
        if kind == "photo" and isinstance(shown, list) and shown:
            shown = shown[-1]
        file_id = _words(shown.get("file_id")) if isinstance(shown, Mapping) else None
        if file_id and len(file_id) <= LONGEST_FILE_ID:
            return kind, file_id
    return None


LONGEST_FILE_ID = 512
"""Telegram names no limit; its ids have about a hundred characters."""

SERVICE = frozenset(
    {
        "pinned_message", "message_auto_delete_timer_changed", "users_shared", "chat_shared", "connected_website",
        "write_access_allowed", "passport_data", "web_app_data", "successful_payment", "refunded_payment",
        "proximity_alert_triggered", "boost_added", "chat_background_set", "checklist_tasks_done", "gift",
        "unique_gift", "gift_upgrade_sent", "giveaway", "giveaway_created", "giveaway_winners", "giveaway_completed",
        "video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited",
        "paid_message_price_changed", "direct_message_price_changed", "new_chat_members", "left_chat_member",
        "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created", "supergroup_chat_created",
        "channel_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "forum_topic_created",
        "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden",
        "general_forum_topic_unhidden", "suggested_post_approved", "suggested_post_approval_failed",
        "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded",
    }
)  # fmt: skip
"""What Telegram says by itself: nobody wrote it, and nothing is answered."""


def _membership(number: int, change: Mapping[str, Any]) -> Incoming:
    sender, chat = _sender(_map(change, "from")), _map(change, "chat")
    status = _map(change, "new_chat_member").get("status")
    if chat.get("type") != "private":
        return Incoming(number, "group", sender, text=_words(status) or "", chat_id=_int(chat, "id"))
    return Incoming(number, "blocked" if status in ("kicked", "left") else "joined", sender)


def _sender(who: Mapping[str, Any]) -> Sender:
    names = (_words(who.get("first_name")), _words(who.get("last_name")))
    name = " ".join(part for part in names if part)
    return Sender(_int(who, "id"), name, _words(who.get("username")), _words(who.get("language_code")))


def _map(place: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = place.get(key)
    if not isinstance(value, Mapping):
        raise PoisonError(f"{key} is not an object")
    return value


def _is_int(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63


def _int(place: Mapping[str, Any], key: str) -> int:
    value = place.get(key)
    if not _is_int(value):
        raise PoisonError(f"{key} is not a whole number")
    return value


def _degrees(place: Mapping[str, Any], key: str, most: int) -> float:
    value = place.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise PoisonError(f"{key} is not a number of degrees")
    return float(value)


def _text(place: Mapping[str, Any], key: str) -> str:
    value = _words(place.get(key))
    if value is None:
        raise PoisonError(f"{key} is not a text")
    return value


def _words(value: object) -> str | None:
    """Give a text that can be written down, or None: JSON can hold half a surrogate pair, UTF-8 can't."""
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value
