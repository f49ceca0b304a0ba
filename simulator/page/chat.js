/** Owns the list of messages on one phone, changing only what changed; it refuses to fetch them. */
import { bubble } from "./bubble.js";
import { make } from "./dom.js";
import { dayKey, dayOf } from "./when.js";

const nearBottom = 90; // pixels: closer than this, the person is reading the newest message
const sameBreath = 600_000; // ms: messages of one side within this time stand together

/** What must be on screen, top to bottom: day pills and messages, each with a key and a signature that changes with its look. */
function plan(messages, zone, now) {
  const rows = [];
  let before = null;
  for (const message of messages) {
    const day = dayKey(message.date_ms, zone);
    const newDay = !before || dayKey(before.date_ms, zone) !== day;
    const words = newDay ? dayOf(message.date_ms, zone, now) : "";
    if (newDay) rows.push({ key: `day ${day} ${message.message_id}`, signature: words, pill: words });
    const joined = !newDay && before.from_bot === message.from_bot && message.date_ms - before.date_ms < sameBreath;
    if (joined) rows[rows.length - 1].followed = true;
    rows.push({ key: message.message_id, signature: JSON.stringify([message, zone]), message, zone, joined });
    before = message;
  }
  return rows;
}

/** An edit of the words must not reload the picture, nor restart the animation. */
function keepMedia(old, fresh) {
  const mine = old.querySelector(".media");
  const theirs = fresh.querySelector(".media");
  if (!mine || !theirs || mine.dataset.shows !== theirs.dataset.shows) return;
  theirs.replaceWith(mine);
  queueMicrotask(() => mine.querySelector("video[autoplay]")?.play().catch(() => {})); // moving it has paused it
}

/** Whoever works with the keyboard keeps the place among the buttons when the message changes under it. */
function keepFocus(old, fresh) {
  const focused = document.activeElement;
  if (!old.contains(focused)) return null;
  const { row, col } = focused.dataset;
  return fresh.querySelector(`[data-row="${row}"][data-col="${col}"]`) ?? fresh.querySelector(".key") ?? old.closest(".chat");
}

export class Chat {
  /** `acts`: `open`, `command`, `copy` as for a bubble, and `tap(message, row, column, element)`. */
  constructor(list, jump, acts) {
    this.list = list;
    this.jump = jump;
    this.acts = acts;
    this.shown = new Map();
    this.fresh = true;
    this.missed = 0;
    list.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    jump.addEventListener("click", () => this.toBottom());
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(list);
    list.addEventListener("load", () => this.stuck && this.toBottom(), true); // a picture of unknown size has arrived
    this.stuck = true;
  }

  /** Forgets everything, for another person. */
  clear() {
    this.list.replaceChildren();
    this.shown.clear();
    this.fresh = true;
    this.stuck = true;
    this.missed = 0;
  }

  /** Shows these messages; only new and changed ones are built. */
  show(messages, zone, now) {
    const rows = plan(messages, zone, now);
    const stick = this.stuck || (!this.fresh && rows.at(-1)?.message?.from_bot === false && !this.shown.has(rows.at(-1).key));
    this.drop(new Set(rows.map((row) => row.key))); // first, so that what stays is not moved about
    let cursor = this.list.firstChild;
    for (const row of rows) {
      const element = this.place(row, cursor);
      cursor = element.nextSibling;
      element.classList.toggle("joined", Boolean(row.joined));
      element.classList.toggle("followed", Boolean(row.followed));
    }
    this.fresh = false;
    if (stick) this.toBottom();
    else this.noticeScroll();
  }

  place(row, cursor) {
    const old = this.shown.get(row.key);
    let element = old?.element;
    if (!old) {
      element = this.build(row);
      if (!this.fresh) element.classList.add("new");
      if (!this.fresh && !this.stuck && row.message?.from_bot) this.missed += 1;
      this.list.insertBefore(element, cursor);
    } else if (old.signature !== row.signature) {
      element = this.build(row);
      const focus = keepFocus(old.element, element);
      keepMedia(old.element, element);
      old.element.replaceWith(element);
      focus?.focus({ preventScroll: true });
    } else if (element !== cursor) this.list.insertBefore(element, cursor);
    this.shown.set(row.key, { element, signature: row.signature });
    return element;
  }

  build(row) {
    if (!row.message) return make("p", { class: "day" }, make("span", {}, row.pill));
    const { message } = row;
    const tap = (line, column, element) => this.acts.tap(message, line, column, element);
    return bubble(message, row.zone, { ...this.acts, tap });
  }

  drop(wanted) {
    for (const [key, { element }] of this.shown) {
      if (wanted.has(key)) continue;
      element.remove();
      this.shown.delete(key);
    }
  }

  noticeScroll() {
    this.stuck = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < nearBottom;
    if (this.stuck) this.missed = 0;
    this.jump.hidden = this.stuck;
    this.jump.querySelector(".badge").textContent = this.missed || "";
  }

  toBottom() {
    this.list.scrollTop = this.list.scrollHeight;
    this.noticeScroll();
  }

  /** Brings an older message into view, as a tap on the pinned bar does. */
  reveal(messageId) {
    const element = this.shown.get(messageId)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.classList.remove("found");
    requestAnimationFrame(() => element.classList.add("found"));
  }
}
