"""Owns what a person does with a phone; refuses what a phone would not let her do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.acts import Acts
from simulator.methods.commands import menu_of
from simulator.params import Upload
from simulator.screen import Bubble, bubbles
from simulator.wakeup import until

if TYPE_CHECKING:
    from simulator.accounts import Profile
    from simulator.bots import Bot, Tap
    from simulator.chats import Chat
    from simulator.world import World

ANSWER_S = 5.0
SEES_S = 5.0


class Person:
    """One person with one bot's chat open. Every act moves a frozen clock by a second first: people need time."""

    def __init__(self, world: World, profile: Profile, bot: Bot) -> None:
        """Open the chat with `bot`; use `Person.at` for another bot."""
        self._world = world
        self._bot = bot
        self._acts = Acts(world, bot, profile.id)
        self.id = profile.id

    @property
    def profile(self) -> Profile:
        """Return names, language and zone."""
        return self._world.people[self.id]

    @property
    def chat(self) -> Chat:
        """Return the private chat with the bot."""
        return self._world.private_chat(self._bot, self.id)

    @property
    def toasts(self) -> list[str]:
        """Return every toast and alert this person was shown, oldest first."""
        return self._world.toasts.setdefault(self.id, [])

    def at(self, username: str) -> Person:
        """Return the same person with another bot's chat open."""
        return Person(self._world, self.profile, self._world.bot_by_username(username))

    # --- writing --------------------------------------------------------------------------------------------

    async def start(self, payload: str | None = None) -> None:
        """Open `t.me/<bot>?start=payload` and press START."""
        self._acts.start(payload)

    async def say(self, text: str) -> None:
        """Write a text message."""
        self._acts.say(text)

    async def forward(self, text: str) -> None:
        """Forward somebody else's text into the chat."""
        self._acts.say(text, forwarded=True)

    async def edit_last(self, text: str) -> None:
        """Edit the newest message this person wrote."""
        self._acts.edit_last(text)

    async def send_photo(self, caption: str | None = None) -> None:
        """Send a small picture."""
        self._acts.send("photo", caption or "")

    async def send_video(self, content: bytes, caption: str | None = None) -> None:
        """Send a film (MP4)."""
        self._acts.send("video", caption or "", Upload("video.mp4", "video/mp4", content))

    async def send_voice(self) -> None:
        """Send a voice message of three seconds."""
        self._acts.send("voice")

    async def send_sticker(self) -> None:
        """Send a sticker."""
        self._acts.send("sticker")

    async def share_location(self, latitude: float, longitude: float, *, force: bool = False) -> None:
        """Press the keyboard's button that shares the location; `force` sends it from the attachment menu."""
        self._acts.share_location(latitude, longitude, force=force)

    async def add_to_group(self, title: str) -> int:
        """Make a group with the bot in it; return its chat id."""
        return self._acts.add_to_group(title)

    async def say_in_group(self, chat_id: int, text: str) -> None:
        """Write into a group."""
        self._acts.say(text, self._world.chats[self._bot.id, chat_id])

    # --- the chat itself ------------------------------------------------------------------------------------

    async def block(self) -> None:
        """Block the bot."""
        self._acts.block(blocked=True)

    async def unblock(self) -> None:
        """Unblock the bot."""
        self._acts.block(blocked=False)

    async def delete_chat(self) -> None:
        """Delete the chat from the phone; the bot may still write."""
        self._acts.delete_chat()

    async def deactivate(self) -> None:
        """Delete the whole account."""
        self._acts.deactivate()

    # --- pressing buttons -----------------------------------------------------------------------------------

    async def tap(self, label: str | int) -> str:
        """Press a button by its text (or its number on the newest message with buttons); return toast or alert.

        The newest message with exactly this label wins, then the newest where one label contains it. A button of
        the reply keyboard writes its text; a link returns its address. AssertionError when there is no such button
        or the bot leaves it spinning for 5 real seconds.
        """
        found = _find(self.screen(), label)
        if found:
            return await self._press(*found)
        texts = [button["text"] for row in (self.chat.keyboard or {}).get("keyboard", []) for button in row]
        for text in texts:
            if label == text:
                self._acts.press_reply_button(text)
                return ""
        msg = f"no button {label!r} on the screen of {self.profile.first_name}:\n{self.shown()}"
        raise AssertionError(msg)

    async def tap_at(self, message_id: int, row: int, column: int) -> str:
        """Press the button at a place (from 0) of a message that is on the screen; return toast or alert."""
        return await self._press(message_id, row, column)

    async def press_old(self, message_id: int, label: str) -> str:
        """Press a button of any message this chat ever had, even one that the bot has deleted or changed since."""
        chat = self.chat
        message = chat.messages.get(message_id) or chat.gone.get(message_id)
        rows = (message.rows or ()) if message else ()
        for row, buttons in enumerate(rows):
            for column, button in enumerate(buttons):
                if label in button["text"]:
                    return await self._press(message_id, row, column)
        msg = f"message {message_id} never had a button {label!r}:\n{self.shown()}"
        raise AssertionError(msg)

    async def press(self, message_id: int, row: int, column: int) -> dict[str, Any]:
        """Press a button and return {"answer", "alert", "url"} as the control routes do."""
        pressed = self._acts.press(message_id, row, column)
        if isinstance(pressed, str):
            return {"answer": "", "alert": False, "url": pressed}
        return await self._answered(pressed)

    async def forge(self, message_id: int, data: str) -> str:
        """Send button data of one's own making for a message, as a tampered app can; return toast or alert."""
        return str((await self._answered(self._acts.forge(message_id, data)))["answer"])

    async def _answered(self, pressed: Tap) -> dict[str, Any]:
        try:
            async with asyncio.timeout(ANSWER_S):
                await pressed.answered.wait()
        except TimeoutError:
            msg = f"the bot left the button of {self.profile.first_name} spinning for {ANSWER_S:.0f} s:\n{self.shown()}"
            raise AssertionError(msg) from None
        return {"answer": pressed.text, "alert": pressed.alert, "url": pressed.url}

    def press_and_leave(self, message_id: int, row: int, column: int) -> str:
        """Press a button and look away; return the callback query's id, or the address of a link."""
        pressed = self._acts.press(message_id, row, column)
        return pressed if isinstance(pressed, str) else pressed.id

    async def _press(self, message_id: int, row: int, column: int) -> str:
        answer = await self.press(message_id, row, column)
        return str(answer["answer"] or answer["url"] or "")

    # --- looking --------------------------------------------------------------------------------------------

    def screen(self) -> list[Bubble]:
        """Return what is on the screen, oldest message first."""
        return bubbles(self.chat)

    def shown(self) -> str:
        """Return the screen as text, for messages of failing tests."""
        return "\n".join(map(str, self.screen())) or "  (empty)"

    def menu(self) -> list[dict[str, str]]:
        """Return the commands that the phone's menu shows, by Telegram's resolution of scopes and languages."""
        return menu_of(self._bot, self.chat.id, self.profile.language_code)

    def _seen(self, text: str) -> Bubble | None:
        return next((one for one in reversed(self.screen()) if text in one.text), None)

    async def sees(self, text: str, within: float = SEES_S) -> Bubble:
        """Wait until a message on the screen contains `text`; return the newest. Real seconds; AssertionError after."""
        await until(lambda: self._seen(text) is not None, self.chat.changed, within)
        found = self._seen(text)
        if found is None:
            msg = f"{self.profile.first_name} does not see {text!r} but:\n{self.shown()}"
            raise AssertionError(msg)
        return found

    def sees_not(self, text: str) -> None:
        """Check that no message on the screen contains `text` just now."""
        if self._seen(text):
            msg = f"{self.profile.first_name} sees {text!r}:\n{self.shown()}"
            raise AssertionError(msg)


def _find(screen: list[Bubble], label: str | int) -> tuple[int, int, int] | None:
    """Return (message id, row, column) of the button meant."""
    newest = [one for one in reversed(screen) if one.buttons]
    if isinstance(label, int):
        places = _places(newest[0]) if newest else []
        return (newest[0].message_id, *places[label][:2]) if -len(places) <= label < len(places) else None
    for matches in (label.__eq__, lambda text: label in text):
        for one in newest:
            fitting = [place for place in _places(one) if matches(place[2])]
            if len(fitting) == 1 or (fitting and fitting[0][2] == label):
                return one.message_id, fitting[0][0], fitting[0][1]
            if fitting:
                msg = f"{label!r} fits several buttons: {', '.join(place[2] for place in fitting)}"
                raise AssertionError(msg)
    return None


def _places(one: Bubble) -> list[tuple[int, int, str]]:
    return [
        (row, column, button.text) for row, buttons in enumerate(one.buttons) for column, button in enumerate(buttons)
    ]
