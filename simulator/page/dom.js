/** Owns the making of elements; it refuses markup as text, so that nothing a person wrote can become an element. */

/** Makes an element. Properties: `class`, `data` (an object), `on…` listeners, everything else an attribute; null and false are left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The one element inside `root` with this class. */
export function part(root, name) {
  return root.querySelector(`.${name}`);
}

const colours = ["#e0685c", "#e8934a", "#8f7ae5", "#52b35a", "#3fa9c4", "#4a90d9", "#db6b9e"];

/** Telegram's round picture for somebody without one: initials on a colour that stays the same for an id. */
export function paintAvatar(element, name, id, colour) {
  const letters = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]);
  element.textContent = letters.join("").toUpperCase();
  const chosen = typeof colour === "string" && CSS.supports("color", colour) ? colour : colours[Math.abs(Number(id) || 0) % colours.length];
  element.style.setProperty("--avatar", chosen);
}

/** A first and a last name as one. */
export function fullName(person) {
  return [person.first_name ?? person.name, person.last_name].filter(Boolean).join(" ");
}
