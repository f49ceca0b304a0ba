/** Owns how one message looks; it refuses to know where in the chat it stands. */
import { make } from "./dom.js";
import { read } from "./markup.js";
import { showMedia } from "./media.js";
import { timeOf } from "./when.js";
import { say } from "./words.js";

function inlineButton(button, row, column, acts) {
  const away = button.url ?? button.login_url?.url;
  const copied = button.copy_text?.text ?? button.copy_text;
  const press = (event) => {
    if (away) acts.open(away);
    else if (copied) acts.copy(copied);
    else acts.tap(row, column, event.currentTarget);
  };
  const look = ["key", button.style && `key-${button.style}`, away && "key-url", copied && "key-copy"].filter(Boolean).join(" ");
  const data = { testid: "button", row, col: column };
  return make("button", { type: "button", class: look, data, onclick: press }, make("span", {}, button.text));
}

function inlineKeyboard(rows, acts) {
  const element = make("div", { class: "keyboard" });
  rows.forEach((buttons, row) => {
    const keys = buttons.map((button, column) => inlineButton(button, row, column, acts));
    element.append(make("div", { class: `keys-row${buttons.length > 5 ? " narrow" : ""}` }, ...keys));
  });
  return element;
}

function meta(message, zone) {
  const time = make("time", { datetime: new Date(message.date_ms).toISOString() }, timeOf(message.date_ms, zone));
  const ticks = message.from_bot ? null : make("span", { class: "ticks", "aria-hidden": "true" });
  return make("span", { class: "meta" }, message.edited ? make("span", {}, `${say("edited")} `) : null, time, ticks);
}

/** Three emoji and nothing else are shown large, as Telegram does. */
function isLarge(message) {
  const text = message.text ?? "";
  return !message.media && text.length < 24 && /^(?:\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d\p{Extended_Pictographic}]*\s?){1,3}$/u.test(text) && [...new Intl.Segmenter().segment(text.trim())].length <= 3;
}

/**
 * The element of a message.
 * `acts`: `open(address)`, `command(text)`, `copy(text)` and `tap(row, column, element)`.
 */
export function bubble(message, zone, acts) {
  const media = message.media ? showMedia(message.media) : null;
  const body = make("div", { class: "bubble" });
  if (media) body.append(media);
  if (message.html) {
    const text = make("div", { class: "text", dir: "auto" });
    text.append(read(message.html, acts), meta(message, zone));
    body.append(text);
  } else body.append(meta(message, zone));
  if (message.reactions?.length) body.append(make("div", { class: "reactions" }, ...message.reactions.map((emoji) => make("span", {}, emoji))));
  const look = ["message", message.from_bot ? "in" : "out"];
  if (media) look.push("has-media", `has-${message.media.kind}`);
  if (media && !message.html) look.push("bare");
  if (isLarge(message)) look.push("large");
  if (message.buttons?.length) look.push("has-keyboard");
  const data = { testid: "bubble", messageId: message.message_id, from: message.from_bot ? "bot" : "person" };
  const element = make("article", { class: look.join(" "), data }, body);
  if (message.buttons?.length) element.append(inlineKeyboard(message.buttons, acts));
  return element;
}
