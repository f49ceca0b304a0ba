/** Owns the small menus of a phone (⋮ and the paper clip) and how they are walked by keyboard; it refuses to know what an entry does. */
import { make } from "./dom.js";

/** Opens a menu at a button, over the phone; entries are `{text, act, testid, danger}`. Closes at a choice, Escape or a look elsewhere. */
export function openMenu(opener, entries, placement) {
  const host = opener.closest(".phone");
  const close = (refocus) => {
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) opener.focus();
  };
  const outside = (event) => menu.contains(event.target) || opener.contains(event.target) || close(false);
  const items = entries.map(({ text, act, testid, danger }) => {
    const choose = () => {
      close(true);
      act();
    };
    return make("button", { type: "button", role: "menuitem", class: danger ? "danger" : null, data: { testid }, onclick: choose }, text);
  });
  const walk = (event) => {
    if (event.key === "Escape" || event.key === "Tab") close(true);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  };
  if (opener.getAttribute("aria-expanded") === "true") {
    host.querySelector(".menu")?.remove();
    opener.setAttribute("aria-expanded", "false");
    return;
  }
  const menu = make("div", { class: `menu ${placement}`, role: "menu", onkeydown: walk }, ...items);
  opener.setAttribute("aria-expanded", "true");
  host.append(menu);
  document.addEventListener("pointerdown", outside, true);
  items[0].focus();
}
