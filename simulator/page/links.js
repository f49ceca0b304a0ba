/** Owns what a tapped address means on these phones; it refuses to open anything by itself. */
import { safeAddress } from "./markup.js";

function telegramParts(url) {
  if (url.protocol === "tg:") {
    return { bot: url.searchParams.get("domain") ?? "", payload: url.searchParams.get("start"), path: url.host || url.pathname.replaceAll("/", "") };
  }
  if (!["t.me", "telegram.me", "www.t.me"].includes(url.host)) return null;
  const path = url.pathname.slice(1);
  return { bot: path, payload: url.searchParams.get("start"), path };
}

/**
 * What an address leads to: `{kind: "bot", bot, payload}` (a chat with a bot, payload null without one), `{kind: "share", inner, text}`
 * (Telegram's "send this to somebody"), `{kind: "web", address}`, or null for what nobody should open.
 */
export function meaning(text) {
  const address = safeAddress(text.trim());
  if (!address) return null;
  const url = new URL(address);
  const telegram = telegramParts(url);
  if (!telegram) return url.protocol === "tg:" ? null : { kind: "web", address };
  if (telegram.path === "share/url" || telegram.path === "msg_url") {
    return { kind: "share", inner: url.searchParams.get("url") ?? "", text: url.searchParams.get("text") ?? "" };
  }
  if (/^\w{4,32}$/.test(telegram.bot)) return { kind: "bot", bot: telegram.bot, payload: telegram.payload };
  return { kind: "web", address };
}
