"""Owns the methods that look at chats and files; refuses to write into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request, forbidden
from simulator.files import DOWNLOAD_LIMIT
from simulator.messages import chat_json

if TYPE_CHECKING:
    from simulator.methods.call import Call


def get_chat(call: Call) -> dict[str, Any]:
    """Carry out getChat."""
    chat = call.known_chat()
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full: dict[str, Any] = {
        **chat_json(call.world, chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, chat.private),
    }
    if chat.private and call.world.people[chat.id].username:
        full["active_usernames"] = [call.world.people[chat.id].username]
    if chat.pinned:
        full["pinned_message"] = call.world.json(chat.messages[chat.pinned[-1]], chat)
    return full


def get_chat_member(call: Call) -> dict[str, Any]:
    """Carry out getChatMember."""
    chat = call.known_chat()
    user_id = call.params.integer("user_id")
    if user_id == call.bot.id:
        out = chat.bot_left or chat.blocked
        return member(call.bot.account.user(), "kicked" if out else "member")
    if user_id not in call.world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = "member" if user_id in chat.members else "left"
    return member(call.world.people[user_id].user(), status)


def member(user: dict[str, Any], status: str) -> dict[str, Any]:
    """Return Telegram's ChatMember."""
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": user, "status": status, **until}


def get_chat_member_count(call: Call) -> int:
    """Carry out getChatMemberCount."""
    return len(call.known_chat().members) + 1


def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    """Carry out getChatAdministrators; the groups of this Telegram belong to their first person."""
    chat = call.known_chat()
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    owner = call.world.people[chat.members[0]].user()
    return [{"user": owner, "status": "creator", "is_anonymous": False}]


def leave_chat(call: Call) -> bool:
    """Carry out leaveChat."""
    chat = call.known_chat()
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.bot_left:
        raise forbidden("bot is not a member of the group chat")
    chat.bot_left = True
    return True


def get_file(call: Call) -> dict[str, Any]:
    """Carry out getFile; what is over 20 MB can't be fetched by a bot."""
    media = call.world.files.find(call.bot.id, call.params.text("file_id"))
    if len(media.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    ids = {"file_id": media.file_id(call.bot.id), "file_unique_id": media.unique_id}
    ending = media.name.rpartition(".")[2] or "bin"
    return {**ids, "file_size": len(media.content), "file_path": f"{media.kind}s/{media.unique_id}.{ending}"}


def get_user_profile_photos(call: Call) -> dict[str, Any]:
    """Carry out getUserProfilePhotos: people here have none."""
    if call.params.integer("user_id") not in call.world.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
