/** Owns the questions and notes that open above a phone; each answers with a value, or null when it was closed. It refuses to act on the answer. */
import { cities } from "./cities.js";
import { fullName, make, paintAvatar } from "./dom.js";
import { say } from "./words.js";

/** Opens a dialog over `anchor` (the whole page without one); resolves with what `build` passes to `done`, or null. */
function ask(anchor, look, build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    let answer = null;
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    const dialog = make("dialog", { class: look, onclick: (event) => event.target === dialog && dialog.close() });
    dialog.append(...build(done));
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(answer);
    });
    (anchor ?? document.body).append(dialog); // in the phone it belongs to; the browser lifts it above everything
    if (anchor) {
      const box = anchor.getBoundingClientRect();
      dialog.style.setProperty("--x", `${box.left + box.width / 2}px`);
      dialog.style.setProperty("--y", `${box.top + box.height / 2}px`);
    }
    dialog.showModal();
  });
}

const title = (text) => make("h3", {}, text);
const button = (text, press, look = "", data = {}) => make("button", { type: "button", class: look, data, onclick: press }, text);
const actions = (...buttons) => make("div", { class: "actions" }, ...buttons);

function form(submit, ...fields) {
  const onsubmit = (event) => {
    event.preventDefault();
    submit(new FormData(event.currentTarget));
  };
  return make("form", { method: "dialog", onsubmit }, ...fields);
}

const field = (label, name, properties = {}) => make("label", { class: "labelled" }, label, make("input", { name, required: true, ...properties }));

function personButton(person, press) {
  const face = make("span", { class: "avatar", "aria-hidden": "true" });
  paintAvatar(face, fullName(person), person.id, person.color);
  const data = { testid: `open-as-${person.first_name.toLowerCase()}` };
  return make("button", { type: "button", class: "choice", data, onclick: press }, face, make("span", {}, say("openAsName", { name: fullName(person) })));
}

/** An alert of the bot's, until OK. */
export function alertBox(anchor, text, botName) {
  return ask(anchor, "box", (done) => {
    const ok = make("button", { type: "button", class: "strong", data: { testid: "toast-ok" }, autofocus: true, onclick: () => done(true) }, say("ok"));
    return [title(botName), make("p", { class: "said", role: "alert", data: { testid: "toast" } }, text), actions(ok)];
  });
}

/** Who opens an invite link: a person, or `"new"`. `forbidden` is nobody: Telegram lets everybody try. */
export function chooseOpener(anchor, people, payload) {
  return ask(anchor, "box", (done) => [
    title(say("openAs")),
    make("p", { class: "quiet" }, say("opensBot")),
    make("p", { class: "address" }, payload),
    make("div", { class: "choices" }, ...people.map((person) => personButton(person, () => done(person)))),
    actions(button(say("newPerson"), () => done("new"), "", { testid: "open-as-new" }), button(say("cancel"), () => done(null))),
  ]);
}

/** Whether to leave for a page of the web. */
export function confirmWeb(anchor, address) {
  return ask(anchor, "box", (done) => [
    title(say("webLink")),
    make("p", { class: "address" }, address),
    actions(button(say("cancel"), () => done(null)), button(say("open"), () => done(true), "strong")),
  ]);
}

/** A link typed or pasted by hand. */
export function askLink(anchor) {
  const address = field(say("pasteLink"), "address", { type: "text", placeholder: "https://t.me/…?start=…", autofocus: true, data: { testid: "link" } });
  return ask(anchor, "box", (done) => [
    title(say("openLink").replace("…", "")),
    form((data) => done(data.get("address")), address, actions(button(say("cancel"), () => done(null)), make("button", { class: "strong" }, say("open")))),
  ]);
}

/** Where a phone says it is: `{latitude, longitude}` in degrees. */
export function askPlace(anchor, name) {
  const number = { type: "number", step: "any", inputmode: "decimal" };
  return ask(anchor, "box", (done) => {
    const choices = cities.map((city) => button(city.name, () => done(city), "choice"));
    const submit = (data) => done({ latitude: Number(data.get("latitude")), longitude: Number(data.get("longitude")) });
    const latitude = field(say("latitude"), "latitude", { ...number, min: -90, max: 90, value: cities[0].latitude });
    const longitude = field(say("longitude"), "longitude", { ...number, min: -180, max: 180, value: cities[0].longitude });
    const end = actions(button(say("cancel"), () => done(null)), make("button", { class: "strong" }, say("share")));
    return [title(say("where")), make("p", { class: "quiet" }, say("whereText", { name })), make("div", { class: "choices pairs" }, ...choices), form(submit, make("div", { class: "pair" }, latitude, longitude), end)];
  });
}

/** A person to be: `{first_name, language_code, zone}`. */
export function askPerson(anchor) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = Intl.supportedValuesOf("timeZone").map((zone) => make("option", { value: zone }));
  const spoken = ["en", "es", "de", "fr", "it", "pt", "tr", "uk"].map((code) => make("option", { value: code }, new Intl.DisplayNames([code], { type: "language" }).of(code)));
  return ask(anchor, "box", (done) => [
    title(say("newPerson").replace("…", "")),
    form(
      (data) => done(Object.fromEntries(data)),
      field(say("name"), "first_name", { maxlength: 64, autofocus: true }),
      make("label", { class: "labelled" }, say("phoneLanguage"), make("select", { name: "language_code" }, ...spoken)),
      field(say("zone"), "zone", { list: "zones", value: own }),
      make("datalist", { id: "zones" }, ...zones),
      actions(button(say("cancel"), () => done(null)), make("button", { class: "strong", data: { testid: "create" } }, say("create"))),
    ),
  ]);
}

/** A picture as large as the window allows. */
export function showPicture(address) {
  return ask(null, "lightbox", (done) => [make("button", { type: "button", "aria-label": say("close"), onclick: () => done(null) }, make("img", { src: address, alt: say("image") }))]);
}

/** What this page is. */
export function showAbout() {
  return ask(null, "box", (done) => [
    title(say("about")),
    make("p", {}, say("aboutText")),
    make("p", {}, say("aboutClock")),
    make("p", { class: "private" }, say("aboutPrivate")),
    actions(make("button", { type: "button", class: "strong", autofocus: true, onclick: () => done(null) }, say("ok"))),
  ]);
}
