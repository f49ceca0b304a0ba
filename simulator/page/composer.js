/** Owns the foot of a phone: the text field, the list of commands, the reply keyboard; it refuses to send anything by itself. */
import { make, part } from "./dom.js";
import { say } from "./words.js";

/** The reply keyboard of a screen, or null; one that may be used once is folded when the person said anything after it. */
export function keyboardOf({ reply_keyboard: markup, messages }) {
  if (!markup) return null;
  const used = messages.some(({ from_bot, message_id }) => !from_bot && message_id > markup.message_id);
  return { ...markup, folded: Boolean(markup.one_time_keyboard && used) };
}

export class Composer {
  /** `acts`: `say(text)`, `edit(text)` of the newest own message, `key(button)` for one of the reply keyboard. */
  constructor(root, acts) {
    this.acts = acts;
    this.form = part(root, "composer");
    this.input = root.querySelector("textarea");
    this.commands = part(root, "commands");
    this.slash = part(root, "slash");
    this.keys = part(root, "keys");
    this.keyboard = part(root, "reply-keyboard");
    this.menu = [];
    this.newest = null; // the person's own newest text
    this.editing = false;
    this.shape = "";
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.keydown(event));
    this.slash.addEventListener("click", () => this.toggleCommands());
    this.commands.addEventListener("keydown", (event) => this.walk(event));
    this.keys.addEventListener("click", () => this.fold(!this.keyboard.hidden));
    root.addEventListener("pointerdown", (event) => {
      if (!this.commands.contains(event.target) && !this.slash.contains(event.target) && event.target !== this.input) this.listCommands([]);
    });
    this.typed();
  }

  /** What is typed so far, for a caption. */
  take() {
    const text = this.input.value.trim();
    this.edit(false);
    return text;
  }

  submit(event) {
    event?.preventDefault();
    const { editing } = this;
    const text = this.take();
    if (text && editing) this.acts.edit(text);
    else if (text) this.acts.say(text);
    this.input.focus();
  }

  /** As in Telegram's desktop app, the arrow up in an empty field edits one's newest message; Escape leaves it as it was. */
  edit(editing) {
    this.input.value = editing ? this.newest : "";
    this.typed();
    this.editing = editing;
    this.form.classList.toggle("editing", editing);
  }

  keydown(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    else if (event.key === "Escape" && this.editing) this.edit(false);
    else if (event.key === "Escape") this.listCommands([]);
    else if (event.key === "ArrowUp" && !this.input.value && this.newest) {
      event.preventDefault();
      this.edit(true);
    } else if (event.key === "ArrowUp" && !this.commands.hidden) {
      event.preventDefault();
      this.commands.lastElementChild.focus();
    }
  }

  typed() {
    const text = this.input.value;
    this.form.classList.toggle("blank", !text.trim());
    this.listCommands(/^\/\w*$/.test(text) ? this.menu.filter(({ command }) => `/${command}`.startsWith(text.toLowerCase())) : []);
  }

  toggleCommands() {
    this.listCommands(this.commands.hidden ? this.menu : []);
    if (!this.commands.hidden) this.commands.firstElementChild.focus();
  }

  listCommands(commands) {
    const items = commands.map(({ command, description }) => {
      const choose = () => {
        this.listCommands([]);
        this.take();
        this.acts.say(`/${command}`);
        this.input.focus();
      };
      const data = { testid: "command", command };
      return make("button", { type: "button", role: "option", data, onclick: choose }, make("b", {}, `/${command}`), make("span", {}, description));
    });
    this.commands.replaceChildren(...items);
    this.commands.hidden = !items.length;
    this.slash.setAttribute("aria-expanded", String(Boolean(items.length)));
  }

  walk(event) {
    if (event.key === "Escape") {
      this.listCommands([]);
      this.slash.focus();
    }
    const sibling = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!sibling) return;
    event.preventDefault();
    document.activeElement[sibling]?.focus();
  }

  fold(folded) {
    this.keyboard.hidden = folded;
    this.keys.setAttribute("aria-expanded", String(!folded));
  }

  /** The commands that the app offers, the reply keyboard (or null) under the field, and the person's newest text (or null). */
  show(menu, keyboard, newest) {
    this.newest = newest;
    this.menu = menu ?? [];
    this.slash.hidden = !this.menu.length;
    this.input.placeholder = keyboard?.input_field_placeholder ?? say("message");
    this.input.setAttribute("aria-label", say("message"));
    const shape = JSON.stringify(keyboard);
    if (shape === this.shape) return; // whoever folded it keeps it folded
    this.shape = shape;
    this.keys.hidden = !keyboard?.keyboard; // a forced reply has words for the field and no keys
    this.keyboard.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => make("div", { class: "keys-row" }, ...row.map((button) => this.replyButton(button)))));
    this.fold(!keyboard?.keyboard || keyboard.folded);
  }

  replyButton(given) {
    const button = typeof given === "string" ? { text: given } : given;
    const look = ["reply-key", button.style && `key-${button.style}`].filter(Boolean).join(" ");
    return make("button", { type: "button", class: look, data: { testid: "reply-button" }, onclick: () => this.acts.key(button) }, button.text);
  }
}
