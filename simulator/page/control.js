/** Owns every request from the page to the simulator; it refuses to know how anything looks. */

/** The simulator said no; the message is its own words. */
export class Refused extends Error {}

async function reason(response) {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    return String(body.error ?? body.description ?? body.detail ?? text);
  } catch {
    return text || response.statusText;
  }
}

async function ask(method, path, body) {
  const options = { method, cache: "no-store" };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  if (!response.ok) throw new Refused(await reason(response));
  return response.json();
}

export const listPeople = () => ask("GET", "/control/people");
export const createPerson = (person) => ask("POST", "/control/people", person);
export const readScreen = (person) => ask("GET", `/control/people/${person}/screen`);
export const readClock = () => ask("GET", "/control/clock");
export const moveClock = (move) => ask("POST", "/control/clock", move);

/** One act of a person: `say`, `start`, `tap`, `location`, `photo`, `block`, … */
export const act = (person, verb, body = {}) => ask("POST", `/control/people/${person}/${verb}`, body);

/** Follows the simulator's events; `onLink(true)` at each (re)connection, when anything may have been missed, `onLink(false)` at a loss. */
export function follow(onEvent, onLink) {
  const stream = new EventSource("/control/events");
  stream.addEventListener("open", () => onLink(true));
  stream.addEventListener("error", () => onLink(false));
  stream.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
}
