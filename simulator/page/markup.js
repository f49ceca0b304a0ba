/** Owns the reading of Telegram's HTML into elements; it refuses every tag, attribute and address that is not on its list. */
import { make } from "./dom.js";

const plainTags = { b: "b", strong: "b", i: "i", em: "i", u: "u", ins: "u", s: "s", strike: "s", del: "s", code: "code", pre: "pre", blockquote: "blockquote" };
const entities = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };
const token = /<(\/?)([a-zA-Z][\w-]*)([^<>]*)>/g;
const linkable = /(?<![\w@/.])(?:https?:\/\/|t\.me\/)[^\s<>"]*[^\s<>".,;:!?)\]}…]|(?<![\w/<])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?(?![\w/])/gi;

function unescape(text) {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole;
    const point = hex ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function attribute(source, name) {
  const found = source.match(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i"));
  return found ? unescape(found[1] ?? found[2] ?? found[3]) : null;
}

/** The address as one that may be opened, or null: the schemes that Telegram links to and no other. */
export function safeAddress(text) {
  const address = /^(?:t|telegram)\.me\//i.test(text) ? `https://${text}` : text;
  try {
    const url = new URL(address);
    return ["http:", "https:", "tg:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(address, text, acts) {
  const leave = (event) => {
    event.preventDefault();
    acts.open(address);
  };
  return make("a", { href: address, rel: "noopener noreferrer", onclick: leave }, text);
}

function command(text, acts) {
  return make("button", { type: "button", class: "command", onclick: () => acts.command(text) }, text);
}

/** Plain text as nodes; outside of code and links, addresses and commands become what they are in Telegram: something to tap. */
function textNodes(text, linked, acts) {
  if (!linked) return [text];
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(linkable)) {
    const address = found[0].startsWith("/") ? null : safeAddress(found[0]);
    if (!found[0].startsWith("/") && !address) continue;
    nodes.push(text.slice(at, found.index), address ? link(address, found[0], acts) : command(found[0], acts));
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function spoiler() {
  const reveal = (event) => {
    event.stopPropagation();
    event.currentTarget.classList.add("seen");
    event.currentTarget.removeAttribute("role");
  };
  const key = (event) => (event.key === "Enter" || event.key === " ") && reveal(event);
  return make("span", { class: "spoiler", role: "button", tabindex: "0", onclick: reveal, onkeydown: key });
}

function quote(source) {
  const expandable = /\sexpandable\b/i.test(source);
  if (!expandable) return make("blockquote");
  const toggle = (event) => event.currentTarget.classList.toggle("whole");
  return make("blockquote", { class: "expandable", tabindex: "0", onclick: toggle, onkeydown: (event) => event.key === "Enter" && toggle(event) });
}

/** The element for an opening tag; a tag that is not on the list becomes nothing, and its text stays. */
function elementFor(tag, source, acts) {
  if (tag === "a") {
    const address = safeAddress(attribute(source, "href") ?? "");
    return address ? link(address, "", acts) : null;
  }
  if (tag === "tg-spoiler" || (tag === "span" && attribute(source, "class") === "tg-spoiler")) return spoiler();
  if (tag === "blockquote") return quote(source);
  if (tag === "code") return make("code");
  return Object.hasOwn(plainTags, tag) ? make(plainTags[tag]) : null;
}

/**
 * Telegram's HTML as a fragment of the page.
 * `acts.open(address)` is called for a link that was tapped, `acts.command(text)` for a command. Never throws: what doesn't parse is shown as text.
 */
export function read(html, acts) {
  const root = document.createDocumentFragment();
  const open = [{ tag: "", element: root, linked: true }];
  const top = () => open[open.length - 1];
  const add = (text) => text && top().element.append(...textNodes(unescape(text), top().linked, acts));
  let at = 0;
  for (const found of html.matchAll(token)) {
    add(html.slice(at, found.index));
    at = found.index + found[0].length;
    const tag = found[2].toLowerCase();
    if (tag === "br") top().element.append("\n");
    else if (!found[1]) {
      const element = elementFor(tag, found[3], acts);
      if (element) top().element.append(element);
      open.push({ tag, element: element ?? top().element, linked: top().linked && !["a", "code", "pre"].includes(tag) });
    } else if (open.some((entry) => entry.tag === tag)) {
      while (open.pop().tag !== tag);
    }
  }
  add(html.slice(at));
  return root;
}
