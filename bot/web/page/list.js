/** What was searched for on a narrow screen: one below the other, as it comes in time. */

import { block } from "./block.js";
import { el } from "./dom.js";
import * as moments from "./moments.js";

/** @typedef {import("./plan.js").Day} Day */
/** @typedef {import("./plan.js").Placed} Placed */

/** The days on which there is something. @param {Day[]} days */
export const list = (days) => days.filter((day) => day.rows.length || day.allDay.placed.length).map(day);

/** @param {Day} day */
function day(day) {
  const id = `day-${day.date}`;
  const placed = [day.allDay, ...day.rows].flatMap((row) => row.placed);
  return el(
    "section",
    { class: "day listed", "data-date": day.date, "aria-labelledby": id },
    el("div", { class: "day-head" }, el("h2", { id }, day.name)),
    el("div", { role: "list" }, ...placed.sort((a, b) => a.from - b.from || a.to - b.to).map(item)),
  );
}

/** @param {Placed} placed */
function item(placed) {
  const { start } = placed.event;
  const [zone, own] = [moments.conferenceZone(), moments.ownZone()];
  return el(
    "div",
    { class: "row", role: "listitem" },
    el(
      "div",
      { class: "when", "aria-hidden": "true" },
      moments.clockTime(start, zone),
      !moments.sameClock(start) &&
        el("small", {}, `${moments.clockTime(start, own)} ${moments.zoneShort(own, start)}`),
    ),
    block(placed, "list", 0),
  );
}
