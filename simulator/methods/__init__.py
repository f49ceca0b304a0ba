"""Owns the list of Bot API methods this Telegram knows; refuses every other name with Telegram's 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.methods import answering, chats, commands, editing, identity, sending, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.methods.call import Call

# Telegram takes method names in any case; getUpdates waits and therefore lives in `simulator.polling`.
METHODS: dict[str, Callable[[Call], Any]] = {
    name.lower(): method
    for name, method in {
        "getMe": identity.get_me,
        "logOut": identity.log_out,
        "close": identity.close,
        "setMyName": identity.set_my_name,
        "getMyName": identity.get_my_name,
        "setMyDescription": identity.set_my_description,
        "getMyDescription": identity.get_my_description,
        "setMyShortDescription": identity.set_my_short_description,
        "getMyShortDescription": identity.get_my_short_description,
        "setChatMenuButton": identity.set_chat_menu_button,
        "getChatMenuButton": identity.get_chat_menu_button,
        "setMyCommands": commands.set_my_commands,
        "getMyCommands": commands.get_my_commands,
        "deleteMyCommands": commands.delete_my_commands,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendAnimation": sending.send_animation,
        "sendVideo": sending.send_video,
        "sendDocument": sending.send_document,
        "sendVoice": sending.send_voice,
        "sendAudio": sending.send_audio,
        "sendSticker": sending.send_sticker,
        "sendLocation": sending.send_location,
        "sendContact": sending.send_contact,
        "sendMediaGroup": sending.send_media_group,
        "sendChatAction": sending.send_chat_action,
        "copyMessage": sending.copy_message,
        "forwardMessage": sending.forward_message,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageMedia": editing.edit_message_media,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "pinChatMessage": editing.pin_chat_message,
        "unpinChatMessage": editing.unpin_chat_message,
        "unpinAllChatMessages": editing.unpin_all_chat_messages,
        "setMessageReaction": editing.set_message_reaction,
        "answerCallbackQuery": answering.answer_callback_query,
        "getChat": chats.get_chat,
        "getChatMember": chats.get_chat_member,
        "getChatMemberCount": chats.get_chat_member_count,
        "getChatAdministrators": chats.get_chat_administrators,
        "leaveChat": chats.leave_chat,
        "getFile": chats.get_file,
        "getUserProfilePhotos": chats.get_user_profile_photos,
        "setWebhook": webhooks.set_webhook,
        "deleteWebhook": webhooks.delete_webhook,
        "getWebhookInfo": webhooks.get_webhook_info,
    }.items()
}
