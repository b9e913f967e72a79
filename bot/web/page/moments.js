/** The conference's clock, and times in the reader's words. Moments are seconds since 1970. */

import { emit, keep, kept, on, store } from "./store.js";
import { t, zoneName } from "./words.js";

const DAY = 1440;
let clock = { now: Date.now(), speed: 1, at: performance.now() };
/** When the server was last heard, by its clock; null: never on this device. @type {number | null} */
let heardAt = null;
let readersZone = /** @type {string | null} */ (null);

/** Until the server is heard the clock goes on from when it last was. */
export function startClock() {
  const last = kept("clock");
  if (last) {
    heardAt = last.now / 1000;
    clock = {
      now: last.now + (Date.now() - last.real) * last.speed,
      speed: last.speed,
      at: performance.now(),
    };
  }
  on("now", ({ now: said, speed }) => {
    clock = { now: said, speed, at: performance.now() };
    heard();
    emit("clock");
  });
  on("connection", (connected) => connected && heard());
  on("reader", ({ zone }) => (readersZone = zone && isKnown(zone.key) ? zone.key : null));
}

function heard() {
  heardAt = now();
  keep("clock", { now: heardAt * 1000, speed: clock.speed, real: Date.now() });
}

/** When the server was last heard, in conference time; null: never. */
export const lastHeard = () => heardAt;
/** Conference time. */
export const now = () => (clock.now + (performance.now() - clock.at) * clock.speed) / 1000;

export const conferenceZone = () => store.programme.conference.zone.key;
/** The zone that the reader chose in the chat, or their device's. */
export const ownZone = () => readersZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
/** Whether the reader's clock shows what the conference's does. @param {number} moment */
export const sameClock = (moment) => offset(ownZone(), moment) === offset(conferenceZone(), moment);

/** Browsers know the zones of their day; a newer one is left to the device's. @param {string} zone */
function isKnown(zone) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

const formats = /** @type {Map<string, Intl.DateTimeFormat>} */ (new Map());

/** A moment on the clock of a zone. @param {number} moment @param {string} zone */
export function local(moment, zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(moment * 1000).map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** Minutes that a zone is ahead of UTC. @param {string} zone @param {number} moment */
function offset(zone, moment) {
  const { date, minutes } = local(moment, zone);
  return Math.round(Date.parse(`${date}T00:00Z`) / 60_000) + minutes - Math.floor(moment / 60);
}

/** The moment at which a date begins in a zone. @param {string} date @param {string} zone */
export function midnight(date, zone) {
  const utc = Date.parse(`${date}T00:00Z`) / 1000;
  return utc - offset(zone, utc) * 60;
}

/** Days from one date to another. @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** A clock time of so many minutes after midnight. @param {number} minutes */
export function hour(minutes) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const past = ((minutes % DAY) + DAY) % DAY;
  return t("clock")
    .replace("%H", two(Math.floor(past / 60)))
    .replace("%M", two(past % 60));
}

/** @param {number} moment @param {string} zone */
export const clockTime = (moment, zone) => hour(local(moment, zone).minutes);

/**
 * From start to end on the clock of a zone; what falls on another day than `date` is marked so.
 * @param {number} start @param {number} end @param {string} zone @param {string} date
 */
export function span(start, end, zone, date) {
  const [first, last] = [start, end].map((moment) => local(moment, zone));
  const [before, after] = [first, last].map((each) => daysBetween(date, each.date));
  if (before === after) return marked(`${hour(first.minutes)}–${hour(last.minutes)}`, before);
  return `${marked(hour(first.minutes), before)}–${marked(hour(last.minutes), after)}`;
}

/** @param {string} times @param {number} days */
function marked(times, days) {
  if (days === 0) return times;
  if (Math.abs(days) === 1) return t(days === 1 ? "next_day" : "day_before", { times });
  return t("days_off", { times, days: days > 0 ? `+${days}` : `−${-days}` });
}

/** How long, in its two largest units. @param {number} seconds */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds / 60));
  const [hours, minutes] = [Math.floor(whole / 60), whole % 60];
  if (!hours) return t("minutes", { minutes });
  if (!minutes) return t("hours", { hours });
  return t("longer_shorter", { longer: t("hours", { hours }), shorter: t("minutes", { minutes }) });
}

/** What stands beside a time for its zone: WIB, Beijing, UTC+5:45. @param {string} zone @param {number} moment */
export function zoneShort(zone, moment) {
  const named = zoneName(zone);
  if (named) return named;
  const ahead = offset(zone, moment);
  if (!ahead) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  return `UTC${ahead > 0 ? "+" : "−"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
