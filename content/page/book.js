"use strict";
// Keeps the clinician's decisions, and saves them as a file; refuses to send anything anywhere.
const { locale, book, words } = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const articles = [...document.querySelectorAll("article")];
const said = new Map(); // article → {verdict, remark, at}
const text = new Map(articles.map((one) => [one, one.textContent.toLowerCase()]));
const draft = `interlude-review-${locale}-${book}`;
let unsaved = false;

const fill = (template, facts) => template.replace(/@(\w+)@/g, (whole, name) => facts[name] ?? whole);
const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
const remarkOf = (article) => article.querySelector("textarea").value.trim();

function tell(sentence, good = false) {
  by("news").textContent = sentence;
  by("news").classList.toggle("good", good);
}

function decide(article, verdict, remark, at) {
  const radio = article.querySelector(`input[value="${verdict}"]`);
  radio.checked = true;
  article.querySelector("textarea").value = remark;
  if (verdict) said.set(article, { verdict, at });
  else said.delete(article);
  article.dataset.verdict = verdict;
}

function count() {
  const changes = [...said.values()].filter((one) => one.verdict === "change").length;
  const facts = { done: said.size, count: articles.length, changes };
  by("progress").textContent = fill(words.progress, facts);
  by("meter").max = articles.length;
  by("meter").value = said.size;
}

function filter() {
  const wanted = by("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const state = by("show").value;
  let shown = 0;
  for (const article of articles) {
    const verdict = said.get(article)?.verdict ?? "open";
    const fits = (state === "all" || state === verdict) && wanted.every((word) => text.get(article).includes(word));
    article.hidden = !fits;
    shown += fits;
  }
  for (const section of document.querySelectorAll("section"))
    section.hidden = !section.querySelector("article:not([hidden])");
  by("shown").textContent = fill(words.shown, { visible: shown });
}

function file() {
  const signatures = articles.filter((one) => said.has(one)).map((one) => ({
    kind: one.dataset.kind, id: one.dataset.id, version: Number(one.dataset.version),
    fingerprint: one.dataset.fingerprint, verdict: said.get(one).verdict, remark: remarkOf(one), at: said.get(one).at,
  }));
  const reviewer = { name: by("name").value.trim(), qualification: by("qualification").value.trim() };
  return { interlude: "signed review", format: 1, locale, book, reviewer, signatures };
}

function keep() {
  count();
  try {
    localStorage.setItem(draft, JSON.stringify(file())); // a closed window should cost nobody an evening's work
  } catch {
    // a browser that keeps nothing for files: the saved file is what counts
  }
}

function take(given) {
  const known = new Map(articles.map((one) => [`${one.dataset.kind} ${one.dataset.id}`, one]));
  let done = 0;
  for (const one of given.signatures) {
    const article = known.get(`${one.kind} ${one.id}`);
    if (article?.dataset.fingerprint !== one.fingerprint || !["approve", "change"].includes(one.verdict)) continue;
    decide(article, one.verdict, String(one.remark ?? ""), String(one.at));
    done += 1;
  }
  by("name").value = given.reviewer.name;
  by("qualification").value = given.reviewer.qualification;
  keep();
  filter();
  return done;
}

async function open(chosen) {
  try {
    const given = JSON.parse(await chosen.text());
    if (given.interlude !== "signed review" || given.locale !== locale) throw new Error("not ours");
    const done = take(given);
    const left = given.signatures.length - done;
    tell(fill(left ? words.opened_but : words.opened, { done, count: left }), !left);
  } catch {
    tell(words.not_ours);
  }
}

function save(event) {
  event.preventDefault();
  const empty = [by("name"), by("qualification")].find((field) => !field.value.trim());
  if (empty) {
    tell(words.need_name);
    empty.focus();
    return;
  }
  const mute = articles.find((one) => said.get(one)?.verdict === "change" && !remarkOf(one));
  if (mute) {
    mute.hidden = mute.closest("section").hidden = false;
    tell(words.need_remark);
    mute.querySelector("textarea").focus();
    return;
  }
  if (!said.size) {
    tell(words.nothing_yet);
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file(), null, 1)], { type: "application/json" }));
  link.download = `interlude-signed-${locale}-${now().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  unsaved = false;
  tell(words.saved, true);
}

for (const article of articles) {
  article.addEventListener("change", (event) => {
    const verdict = article.querySelector("input:checked").value;
    if (event.target.type === "radio" || said.has(article)) decide(article, verdict, remarkOf(article), now());
    unsaved = true;
    tell("");
    keep();
  });
}
for (const field of ["name", "qualification"]) by(field).addEventListener("change", keep);
by("bar").addEventListener("submit", save);
by("search").addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
by("search").addEventListener("input", filter);
by("show").addEventListener("change", filter);
by("open").addEventListener("click", () => by("file").click());
by("file").addEventListener("change", (event) => {
  if (event.target.files[0]) open(event.target.files[0]);
  event.target.value = ""; // so that the same file can be opened again
});
by("print").addEventListener("click", () => window.print());
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
try {
  const kept = JSON.parse(localStorage.getItem(draft));
  if (kept) {
    take(kept);
    unsaved = said.size > 0;
    if (unsaved) tell(words.not_saved);
  }
} catch {
  // nothing was kept, or nothing that can be read
}
count();
filter();
