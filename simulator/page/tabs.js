/** Owns which phone is in front where only one fits; it refuses to hide any where both do (the style sheet decides that). */
import { make } from "./dom.js";

const narrow = matchMedia("(max-width: 759px)"); // the same width as in layout.css

export class Tabs {
  constructor(root, phones) {
    this.phones = phones;
    this.buttons = phones.map((phone, index) => {
      phone.root.dataset.seat = index;
      return make("button", { type: "button", data: { testid: `tab-${index}` }, onclick: () => this.turnTo(phone) });
    });
    root.append(...this.buttons);
    narrow.addEventListener("change", () => this.lookAgain());
  }

  /** Whether this phone can be seen now. */
  shows(phone) {
    return !narrow.matches || document.body.dataset.tab === phone.root.dataset.seat;
  }

  turnTo(phone) {
    document.body.dataset.tab = phone.root.dataset.seat;
    this.lookAgain();
  }

  lookAgain() {
    this.phones.forEach((phone) => phone.refresh());
    this.show();
  }

  /** Writes names and unread counts. */
  show() {
    this.phones.forEach((phone, index) => {
      const button = this.buttons[index];
      const count = phone.unread && !this.shows(phone) ? make("span", { class: "badge" }, String(phone.unread)) : "";
      button.replaceChildren(phone.person?.first_name ?? "…", count);
      button.setAttribute("aria-pressed", String(document.body.dataset.tab === phone.root.dataset.seat));
    });
  }
}
