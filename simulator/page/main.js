/** Owns the desk: two phones, the clock, and who holds which; it refuses to know how a message looks. */
import { Clock } from "./clock.js";
import { Refused, createPerson, follow, listPeople } from "./control.js";
import { askLink, askPerson, chooseOpener, confirmWeb, showAbout } from "./dialogs.js";
import { fullName, make, part } from "./dom.js";
import { meaning } from "./links.js";
import { Phone } from "./phone.js";
import { Tabs } from "./tabs.js";
import { kept, language, say, write } from "./words.js";

const cast = ["Ana", "Maya"]; // who holds the phones when nobody chose
const castingTime = 1500; // ms between two looks for people, until both phones have one

let people = [];
const touched = new Set(); // whose screens changed since the clock was moved
let casting = null;

const desk = {
  now: () => clock.now(),
  zone: () => phones[0].person?.zone ?? phones[1].person?.zone ?? "UTC",
  ticked: () => phones.forEach((phone) => phone.tick()),
  settled: () => Promise.all(phones.map((phone) => phone.refresh())),
  elsewhere: () => (phones.some(({ person }) => touched.has(person?.id)) ? [] : people.filter(({ id }) => touched.has(id)).map(fullName)),
  quiet: () => touched.size === 0,
  leaving: () => touched.clear(),
  seen: (phone) => tabs.shows(phone) && !document.hidden,
  changed: (phone) => changed(phone),
  complain: (error) => clock.notice(error instanceof Refused ? error.message : say("lost")),
  switched: (phone, choice) => switched(phone, choice),
  open: (phone, address) => open(phone, address),
  pasteLink: (phone) => pasteLink(phone),
};

const clock = new Clock(document.querySelector(".clock"), desk);
const template = document.querySelector("#phone");
const phones = [new Phone(template, desk), new Phone(template, desk)];
const tabs = new Tabs(document.querySelector(".tabs"), phones);

function changed(phone) {
  tabs.show();
  const name = phone.bot.first_name ?? phone.bot.name;
  if (!name) return;
  document.title = `${name} · ${say("local")}`;
  part(document, "brand-name").textContent = name;
}

/** How the browser remembers who held a phone: by name too, because another day's simulator may give the number to somebody else. */
const holding = (person) => `${person.id} ${person.first_name}`;

function offer() {
  for (const phone of phones) phone.offer(people);
  tabs.show();
}

async function give(phone, person) {
  const other = phones.find((one) => one !== phone);
  const before = phone.person;
  await phone.give(person);
  if (other.person?.id === person.id && before) await other.give(before); // nobody holds two phones: they swap
  phones.forEach((one, index) => one.person && kept.write(`phone ${index}`, holding(one.person)));
  offer();
  clock.show();
}

/** Puts people on the phones that have none: who was there last time, else Ana and Maya, else whoever there is. */
function castPhones() {
  casting ??= fillPhones().catch(desk.complain).finally(() => {
    casting = null;
    if (phones.some((phone) => !phone.person)) setTimeout(castPhones, castingTime);
  });
  return casting;
}

async function fillPhones() {
  people = await listPeople();
  for (const [index, phone] of phones.entries()) {
    if (people.some(({ id }) => id === phone.person?.id)) continue;
    phone.person = null; // nobody yet, or somebody of a simulator that was started anew since
    const taken = phones.map((one) => one.person?.id);
    const free = people.filter((person) => !taken.includes(person.id));
    const last = free.find((person) => holding(person) === kept.read(`phone ${index}`));
    const named = free.find((person) => person.first_name === cast[index]);
    const anybody = free.find((person) => !cast.includes(person.first_name));
    const person = last ?? named ?? anybody;
    if (person) await give(phone, person);
  }
  offer();
}

async function newPerson(anchor) {
  const wanted = await askPerson(anchor);
  if (!wanted) return null;
  try {
    const person = await createPerson(wanted);
    people = await listPeople();
    offer();
    return people.find(({ id }) => id === person.id) ?? person;
  } catch (error) {
    desk.complain(error);
    return null;
  }
}

async function switched(phone, choice) {
  const person = choice === "new" ? await newPerson(part(phone.root, "phone")) : people.find(({ id }) => String(id) === choice);
  if (person) await give(phone, person);
  else offer(); // the list shows again who really holds it
}

/** Opens a bot's link as somebody: on her phone when she holds one, else on the phone across the desk. */
async function openAs(phone, link) {
  people = await listPeople();
  const across = phones.find((one) => one !== phone);
  const first = [across.person, phone.person].filter(Boolean).map(({ id }) => id);
  const rank = ({ id }) => (first.includes(id) ? first.indexOf(id) : first.length);
  const ordered = [...people].sort((one, other) => rank(one) - rank(other));
  const anchor = part(phone.root, "phone");
  const chosen = await chooseOpener(anchor, ordered, `t.me/${link.bot}?start=${link.payload}`);
  const person = chosen === "new" ? await newPerson(anchor) : chosen;
  if (!person) return;
  const holder = phones.find((one) => one.person?.id === person.id) ?? across;
  if (holder.person?.id !== person.id) await give(holder, person);
  tabs.turnTo(holder);
  await holder.do("start", { payload: link.payload });
}

async function open(phone, address) {
  const target = meaning(address);
  if (!target) return;
  if (target.kind === "share") {
    const inner = meaning(target.inner);
    if (inner && inner.kind !== "share") await open(phone, target.inner);
  } else if (target.kind === "bot" && target.bot.toLowerCase() === (phone.bot.username ?? "").toLowerCase()) {
    if (target.payload) await openAs(phone, target);
  } else {
    const web = target.kind === "bot" ? `https://t.me/${target.bot}` : target.address;
    if (await confirmWeb(part(phone.root, "phone"), web)) window.open(web, "_blank", "noopener,noreferrer");
  }
}

async function pasteLink(phone) {
  const address = await askLink(part(phone.root, "phone"));
  if (address === null) return;
  const target = meaning(address);
  if (target?.kind === "bot" && target.payload) await phone.do("start", { payload: target.payload });
  else phone.toast(say("badLink"), false);
}

function hear(event) {
  if (event.type === "clock") clock.hear(event);
  const phone = phones.find((one) => one.person && one.person.id === event.person);
  if (event.type === "screen") {
    touched.add(event.person);
    phone?.refresh();
  }
  if (event.type === "toast") phone?.hear(event.text, event.alert);
}

async function linked(connected) {
  if (!connected) {
    clock.notice(say("lost"));
    return;
  }
  clock.notice("");
  await clock.read();
  await castPhones(); // before the screens: after a restart the old people are gone
  await desk.settled();
}

function setUpPage() {
  document.documentElement.lang = language;
  write(document);
  phones.forEach((phone) => document.querySelector(".desk").append(phone.root));
  for (const opener of document.querySelectorAll(".about-open")) opener.addEventListener("click", () => showAbout());
  const chooser = part(document, "language");
  chooser.value = language;
  chooser.addEventListener("change", () => {
    kept.write("language", chooser.value);
    location.reload(); // every sentence, date and label follows; the chats live in the simulator
  });
  part(document, "theme-toggle").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept.write("theme", root.dataset.theme);
  });
  document.addEventListener("visibilitychange", () => document.hidden || phones.forEach((phone) => phone.refresh()));
}

setUpPage();
follow(hear, linked);
