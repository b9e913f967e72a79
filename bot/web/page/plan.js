/** Where everything stands: days, rows, and lanes for what is on at the same time. */

import { daysBetween, local } from "./moments.js";

/** @typedef {import("./store.js").Event} Event */
/** @typedef {{event: Event, from: number, to: number, lane: number}} Placed minutes from the day's midnight */
/** @typedef {{id: string, name: string, placed: Placed[], lanes: number}} Row */
/**
 * @typedef {object} Day
 * @property {string} date
 * @property {string} name
 * @property {string} short
 * @property {Row} allDay what one comes and goes at: exhibitions and breaks
 * @property {Row[]} rows
 */

const DROP_IN = new Set(["exhibition", "break"]);
const DAY = 1440;
const SHORTEST_WIDTH = 124;
const SMALLEST_MINUTE = 1.72;
const LARGEST_MINUTE = 5;

/** @param {Event} event */
export const isDropIn = (event) => DROP_IN.has(event.type);

/**
 * The days with the events that are shown, in rows by room or by track.
 * @param {import("./store.js").Programme} programme
 * @param {"rooms" | "tracks"} by
 * @param {(event: Event) => boolean} isShown
 * @param {string} others the name of the row for what is in none
 * @returns {Day[]}
 */
export function plan(programme, by, isShown, others) {
  const zone = programme.conference.zone.key;
  const shown = programme.events.filter((event) => !event.forum && isShown(event));
  return programme.days.map((day) => {
    const placed = shown.flatMap((event) => onDay(event, day.date, zone));
    const rows = [...programme[by], { id: "", name: others }].map(({ id, name }) =>
      row(
        id,
        name,
        placed.filter(
          ({ event }) => !isDropIn(event) && (event[by === "rooms" ? "room" : "track"] ?? "") === id,
        ),
      ),
    );
    const allDay = row(
      "",
      "",
      placed.filter(({ event }) => isDropIn(event)),
    );
    return { ...day, allDay, rows: rows.filter((each) => each.placed.length) };
  });
}

/** The part of an event that lies on a day; what one comes and goes at may last for several. @param {Event} event @param {string} date @param {string} zone @returns {Placed[]} */
function onDay(event, date, zone) {
  const start = local(event.start, zone);
  const from = start.minutes + daysBetween(date, start.date) * DAY;
  const to = from + (event.end - event.start) / 60;
  if (!isDropIn(event)) return from >= 0 && from < DAY ? [{ event, from, to, lane: 0 }] : [];
  return from < DAY && to > 0 ? [{ event, from: Math.max(0, from), to: Math.min(DAY, to), lane: 0 }] : [];
}

/** @param {string} id @param {string} name @param {Placed[]} placed @returns {Row} */
function row(id, name, placed) {
  const ends = /** @type {number[]} */ ([]);
  const inLanes = placed
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((each) => {
      const free = ends.findIndex((end) => end <= each.from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = each.to;
      return { ...each, lane };
    });
  return { id, name, placed: inLanes, lanes: ends.length };
}

/** The hours that all days share: minutes from midnight, whole hours. @param {Day[]} days the whole programme */
export function hours(days) {
  const all = days.flatMap((day) => day.rows.flatMap((each) => each.placed));
  const some = all.length ? all : days.flatMap((day) => day.allDay.placed);
  if (!some.length) return { from: 9 * 60, to: 18 * 60 };
  return {
    from: Math.floor(Math.min(...some.map((each) => each.from)) / 60) * 60,
    to: Math.ceil(Math.max(...some.map((each) => each.to)) / 60) * 60,
  };
}

/** Pixels to a minute, at least: so that all but the shortest events can be read. @param {Day[]} days */
export function smallestMinute(days) {
  const lengths = days
    .flatMap((day) => day.rows.flatMap((each) => each.placed.map(({ from, to }) => to - from)))
    .sort((a, b) => a - b);
  const short = lengths[Math.floor(lengths.length * 0.15)] ?? 60;
  return Math.min(LARGEST_MINUTE, Math.max(SMALLEST_MINUTE, SHORTEST_WIDTH / short));
}
