"""Owns handing messages to Telegram: screens become calls, errors become outcomes; refuses to raise or to retry."""

from dataclasses import replace

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from bot import bubbles, outcomes
from bot.buttons import ButtonError
from bot.drawing import Drawing
from bot.line import Line
from bot.pace import Pace
from bot.request import NotSentError
from bot.tokens import PaceClosedError, PaceSilentError
from care.kinds import KINDS
from care.menus import described
from care.messenger import NotSent, Outcome, Outgoing, Refused, Sent, Ticket, Unsure
from care.screen import Menu, Toast
from content.library import Library

log = structlog.get_logger(__name__)

# The kind of which some may be paid for, where the operator wants that.
PAYABLE = KINDS["broadcast"].priority


class TelegramMessenger:
    """Speaks through one bot, at Telegram's pace."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        """Use a bot whose request class is :class:`bot.request.AiohttpRequest`."""
        self.bot = bot
        self.pace = pace
        self.line = Line(bot.get_me)
        self.drawing = Drawing()

    def silent_until(self) -> int | None:
        """Give the instant until which Telegram wants to hear nothing from this bot, or None."""
        return self.pace.silent_until()

    async def ticket(self, telegram_id: int, priority: int) -> Ticket | None:
        """Wait for the right to send one message to somebody; None when nothing may be sent for now."""
        try:
            return await self.pace.slot(priority, telegram_id, payable=priority == PAYABLE)
        except (PaceClosedError, PaceSilentError):
            return None

    def give_back(self, ticket: Ticket) -> None:
        """Take back a ticket that was not used."""
        self.pace.unspend(ticket)

    async def deliver(self, outgoing: Outgoing, ticket: Ticket | None = None) -> Outcome:
        """Send or edit one message and say what became of it."""
        try:
            ticket = ticket or await self.pace.slot(
                outgoing.priority, outgoing.telegram_id, payable=outgoing.priority == PAYABLE
            )
        except PaceClosedError:
            return NotSent("stopping")
        except PaceSilentError as error:
            return NotSent(f"asked_to_wait: {error.wait_ms // 1000} s", wait_ms=error.wait_ms)
        outcome = await self._deliver(outgoing, flagged=ticket.flagged)
        if ticket.paid and not isinstance(outcome, Sent | Unsure):
            self.pace.give_back()
        return replace(outcome, waited_ms=ticket.waited_ms) if isinstance(outcome, Sent) else outcome

    async def _deliver(self, outgoing: Outgoing, *, flagged: bool) -> Outcome:
        if not await self.line.is_up():
            return NotSent("telegram_away")
        try:
            return await bubbles.put(self.bot, self.drawing, outgoing, ParseMode.HTML, flagged=flagged)
        except ButtonError as error:
            # No traceback: an argument may hold what somebody wrote.
            log.error("a button can't be spelled", message=outgoing.message_id, template=outgoing.screen.template)  # noqa: TRY400
            return Refused(f"refused: {error}")
        except TelegramError as error:
            return await self._failed(outgoing, error, flagged=flagged)

    async def _failed(self, outgoing: Outgoing, error: TelegramError, *, flagged: bool) -> Outcome:
        if outcomes.is_bad_markup(error):
            return await self._without_markup(outgoing, flagged=flagged)
        return self._fate(outgoing, error)

    def _fate(self, outgoing: Outgoing, error: TelegramError) -> Outcome:
        outcome = outcomes.meaning(error)
        if isinstance(outcome, Unsure) or isinstance(error, NotSentError):
            self.line.broke()
        if isinstance(error, RetryAfter) and isinstance(outcome, NotSent):
            self.pace.refused(outgoing.telegram_id, outcome.wait_ms or 0)
            log.debug("Telegram asked to wait", message=outgoing.message_id)  # its ordinary pace, nothing to mend
            return outcome
        log.warning("not delivered", message=outgoing.message_id, kind=outgoing.kind, outcome=type(outcome).__name__)
        return outcome

    async def _without_markup(self, outgoing: Outgoing, *, flagged: bool) -> Outcome:
        """Say it in plain text: a slip in a template must not cost a client her message."""
        log.error("Telegram can't read a template", template=outgoing.screen.template, locale=outgoing.screen.locale)
        try:
            return await bubbles.put(self.bot, self.drawing, outgoing, None, flagged=flagged)
        except TelegramError as error:
            return self._fate(outgoing, error)

    async def toast(self, callback_id: str, toast: Toast | None) -> None:
        """Answer a tap, so that its button stops spinning; nobody is told when that comes too late."""
        try:
            await self.bot.answer_callback_query(
                callback_id, text=toast.text if toast else None, show_alert=toast.alert if toast else None
            )
        except TelegramError as error:
            log.info("a tap stayed unanswered", error=type(error).__name__)

    async def set_menu(self, menu: Menu) -> bool:
        """Show a person the commands of her roles in her language; False when that has to be tried again."""
        commands = [BotCommand(name, does) for name, does in menu.commands]
        try:
            return await self.bot.set_my_commands(commands, scope=BotCommandScopeChat(menu.telegram_id))
        except TelegramError as error:
            log.warning("a menu was not set", error=type(error).__name__)
            return False

    async def set_default_menus(self, library: Library) -> None:
        """Show everybody who has not joined yet the commands that are for anybody, in each language."""
        for locale in library.languages:
            commands = [BotCommand(name, does) for name, does in described(library, locale, frozenset())]
            scope = BotCommandScopeAllPrivateChats()
            try:
                await self.bot.set_my_commands(commands, scope=scope, language_code=locale)
                if locale == library.locales[0]:
                    await self.bot.set_my_commands(commands, scope=scope)
            except TelegramError as error:
                log.warning("the default menus were not set", error=type(error).__name__)

    async def leave(self, chat_id: int) -> None:
        """Leave a group: what is said here is for two."""
        try:
            await self.bot.leave_chat(chat_id)
        except TelegramError as error:
            log.info("a group was not left", error=type(error).__name__)
