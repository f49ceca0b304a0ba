/** Owns how an instant reads in somebody's zone and the page's language; it refuses to know what time it is. */
import { language } from "./words.js";

const made = new Map();

function format(zone, name, options) {
  const key = `${zone} ${name}`;
  if (!made.has(key)) {
    const locale = { en: "en-GB", es: "es-ES", de: "de-DE" }[language];
    let chosen;
    try {
      chosen = new Intl.DateTimeFormat(locale, { timeZone: zone || "UTC", ...options });
    } catch {
      chosen = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }); // a zone this browser has never heard of
    }
    made.set(key, chosen);
  }
  return made.get(key);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** "18:05" */
export const timeOf = (ms, zone) => format(zone, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);

/** "Saturday, 21 November 2026" */
export const dateOf = (ms, zone) =>
  capital(format(zone, "date", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(ms));

/** A key that is equal for two instants on the same local day. */
export const dayKey = (ms, zone) => format(zone, "key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);

/** The pill between two days of a chat: "21 November", with the year when it is another than `now`'s. */
export function dayOf(ms, zone, now) {
  const year = (at) => format(zone, "year", { year: "numeric" }).format(at);
  if (year(ms) === year(now)) return format(zone, "day", { day: "numeric", month: "long" }).format(ms);
  return format(zone, "long day", { day: "numeric", month: "long", year: "numeric" }).format(ms);
}

/** "Mexico City" for "America/Mexico_City". */
export const cityOf = (zone) => (zone || "UTC").split("/").at(-1).replaceAll("_", " ");
