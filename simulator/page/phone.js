/** Owns one phone: whose it is, its chat with the bot, and her acts; it refuses to know the other phone. */
import { Chat } from "./chat.js";
import { Composer, keyboardOf } from "./composer.js";
import { act, readScreen } from "./control.js";
import { alertBox, askPlace } from "./dialogs.js";
import { fullName, make, paintAvatar, part } from "./dom.js";
import { openMenu } from "./menus.js";
import { cityOf, timeOf } from "./when.js";
import { say, write } from "./words.js";

const toastTime = 3500; // ms
const typingTime = 5000; // ms: Telegram forgets "typing" after five seconds; a clock that stands still never would

export class Phone {
  /** `desk`: `now()` in ms, `open(phone, address)`, `switched(phone, personId)`, `changed(phone)`, `complain(error)`, `pasteLink(phone)`, `seen(phone)`. */
  constructor(template, desk) {
    this.desk = desk;
    this.root = template.content.cloneNode(true).firstElementChild;
    write(this.root);
    this.person = null;
    this.bot = "";
    this.unread = 0;
    this.lastSeen = null;
    this.tapping = 0;
    const open = (address) => desk.open(this, address);
    const command = (text) => this.do("say", { text });
    const tap = (message, row, column, element) => this.tap(message, row, column, element);
    const list = part(this.root, "chat");
    this.chat = new Chat(list, part(this.root, "to-bottom"), { open, command, tap, copy: (text) => this.copy(text) });
    this.composer = new Composer(this.root, { say: (text) => this.do("say", { text }), edit: (text) => this.do("edit", { text }), key: (button) => this.replyKey(button) });
    part(this.root, "person").addEventListener("change", (event) => desk.switched(this, event.target.value));
    part(this.root, "start").addEventListener("click", () => this.do("start"));
    part(this.root, "unblock").addEventListener("click", () => this.do("unblock"));
    part(this.root, "more").addEventListener("click", (event) => this.openMore(event.currentTarget));
    part(this.root, "attach").addEventListener("click", (event) => this.openAttach(event.currentTarget));
  }

  /** Gives the phone to a person and shows her chat. */
  async give(person) {
    this.person = person;
    this.chat.clear();
    this.lastSeen = null;
    this.blocked = false;
    this.typing = null;
    this.root.dataset.testid = `phone-${person.first_name.toLowerCase()}`;
    this.root.setAttribute("aria-label", say("sentAs", { name: fullName(person) }));
    paintAvatar(part(this.root, "avatar"), fullName(person), person.id, person.color);
    part(this.root, "owner-facts").textContent = [person.language_code, cityOf(person.zone)].filter(Boolean).join(" · ");
    this.tick();
    await this.refresh();
  }

  /** The list of people to choose from. */
  offer(people) {
    const options = people.map((person) => make("option", { value: person.id }, fullName(person)));
    part(this.root, "person").replaceChildren(...options, make("option", { value: "new" }, say("newPerson")));
    part(this.root, "person").value = this.person?.id ?? "";
  }

  /** The time in the status bar. */
  tick() {
    if (this.person) part(this.root, "status-time").textContent = timeOf(this.desk.now(), this.person.zone);
  }

  /** Fetches and shows the screen; calls that come meanwhile are folded into one more, and all resolve when the newest is shown. */
  refresh() {
    if (this.running) {
      this.again ??= this.running.then(() => {
        this.again = null;
        return this.refresh();
      });
      return this.again;
    }
    this.running = this.load().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async load() {
    const { person } = this;
    if (!person) return;
    try {
      const screen = await readScreen(person.id);
      if (person === this.person) this.show(screen);
    } catch (error) {
      this.desk.complain(error);
    }
  }

  show(screen) {
    const { chat, messages } = screen;
    const bot = chat.bot ?? {};
    this.bot = bot;
    const name = bot.first_name ?? bot.name ?? "";
    part(this.root, "bot-name").textContent = name;
    paintAvatar(part(this.root, "bot-avatar"), name, bot.id ?? 5);
    part(this.root, "chat").setAttribute("aria-label", say("chatWith", { bot: name }));
    this.showTyping(screen.typing);
    this.blocked = chat.blocked;
    const empty = !messages.length;
    part(this.root, "start").hidden = !empty || chat.blocked;
    part(this.root, "unblock").hidden = !chat.blocked;
    part(this.root, "composer").hidden = empty || chat.blocked;
    const own = messages.findLast(({ from_bot, media, text }) => !from_bot && !media && text);
    this.composer.show(screen.menu, empty || chat.blocked ? null : keyboardOf(screen), own?.text ?? null);
    this.chat.show(messages, this.person.zone, this.desk.now());
    this.showEmpty(empty, bot);
    this.showPinned(messages);
    this.count(messages);
  }

  showEmpty(empty, bot) {
    part(this.root, "empty")?.remove();
    if (!empty) return;
    const about = bot.description ?? bot.short_description;
    const words = about ? [make("b", {}, say("whatCan")), make("p", {}, about)] : [make("p", {}, say("empty"))];
    part(this.root, "chat-area").append(make("div", { class: "empty" }, ...words));
  }

  showTyping(typing) {
    const status = part(this.root, "bot-status");
    if (typing === this.typing) return;
    this.typing = typing;
    clearTimeout(this.typingTimer);
    status.replaceChildren(typing ? make("span", { class: "typing" }, say("typing"), make("i"), make("i"), make("i")) : say("bot"));
    if (typing) this.typingTimer = setTimeout(() => status.replaceChildren(say("bot")), typingTime);
  }

  showPinned(messages) {
    const bar = part(this.root, "pinned");
    const message = messages.findLast(({ pinned }) => pinned);
    bar.hidden = !message;
    if (!message) return;
    part(bar, "pinned-text").textContent = message.text || say(message.media?.kind ?? "message");
    bar.onclick = () => this.chat.reveal(message.message_id);
  }

  /** Counts what the bot said while nobody looked at this phone. */
  count(messages) {
    const ids = messages.filter(({ from_bot }) => from_bot).map(({ message_id }) => message_id);
    const newest = Math.max(0, ...ids);
    if (this.lastSeen === null || this.desk.seen(this)) this.lastSeen = newest;
    this.unread = ids.filter((id) => id > this.lastSeen).length;
    this.desk.changed(this);
  }

  /** Does one act of the person's; what the simulator refuses is said on the page. */
  async do(verb, body = {}) {
    try {
      return await act(this.person.id, verb, body);
    } catch (error) {
      this.desk.complain(error);
      return null;
    } finally {
      await this.refresh();
    }
  }

  async tap(message, row, column, element) {
    if (element.classList.contains("waiting")) return;
    element.classList.add("waiting");
    this.tapping += 1;
    const { person } = this;
    try {
      const given = await act(person.id, "tap", { message_id: message.message_id, row, column });
      if (person === this.person && given.answer) this.toast(given.answer, given.alert);
      if (given.url) this.desk.open(this, given.url);
    } catch (error) {
      this.desk.complain(error);
    } finally {
      this.tapping -= 1;
      element.classList.remove("waiting");
      await this.refresh();
    }
  }

  /** A toast that came by the event stream; that of a tap made here comes as the tap's answer. */
  hear(text, alert) {
    if (!this.tapping) this.toast(text, alert);
  }

  toast(text, alert) {
    const area = part(this.root, "toasts");
    if (alert) {
      if (!this.alerting) this.alerting = alertBox(part(this.root, "phone"), text, this.bot.first_name ?? this.bot.name ?? "").finally(() => (this.alerting = null));
      return;
    }
    if ([...area.children].some((shown) => shown.textContent === text)) return;
    const shown = make("p", { class: "toast", data: { testid: "toast" } }, text);
    area.append(shown);
    setTimeout(() => shown.remove(), toastTime);
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.toast(say("copied"), false);
  }

  async replyKey(button) {
    if (!button.request_location) return this.do("say", { text: button.text });
    const place = await askPlace(part(this.root, "phone"), this.person.first_name);
    return place && this.do("location", { latitude: place.latitude, longitude: place.longitude });
  }

  openMore(opener) {
    const block = { text: say("block"), testid: "block", danger: true, act: () => this.do("block") };
    const unblock = { text: say("unblock"), testid: "menu-unblock", act: () => this.do("unblock") };
    const link = { text: say("openLink"), testid: "open-link", act: () => this.desk.pasteLink(this) };
    const forget = { text: say("deleteChat"), testid: "delete-chat", danger: true, act: () => this.do("delete_chat") };
    openMenu(opener, [link, this.blocked ? unblock : block, forget], "under");
  }

  openAttach(opener) {
    const caption = () => ({ caption: this.composer.take() || null });
    const send = (verb, body) => ({ text: say(verb), testid: `attach-${verb}`, act: () => this.do(verb, body?.() ?? {}) });
    openMenu(opener, [send("photo", caption), send("voice"), send("sticker")], "over");
  }
}
