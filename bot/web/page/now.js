/** The line that is now, on the conference's clock, and the way to it. */

import { paint } from "./dom.js";
import * as moments from "./moments.js";
import { emit, on } from "./store.js";

const SECOND = 1000;
let shown = "";

/** Move the line on `sheet` from now on. @param {HTMLElement} sheet @param {{range: {from: number, to: number}}} view */
export function startNow(sheet, view) {
  const move = () => tick(sheet, view.range);
  setInterval(move, SECOND);
  for (const event of ["drawn", "clock"]) on(event, move);
}

/** @param {HTMLElement} sheet @param {{from: number, to: number}} range */
function tick(sheet, range) {
  if (!sheet.querySelector(".day")) return;
  const now = moments.now();
  const { date, minutes } = moments.local(now, moments.conferenceZone());
  const at = minutes + (now % 60) / 60;
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll(".now"))) {
    const day = /** @type {HTMLElement} */ (line.closest(".day"));
    const here = day.dataset.date === date && at >= range.from && at <= range.to;
    line.hidden = !here;
    if (here) paint(line, { "--from": at - range.from });
  }
  const minute = `${date} ${minutes}`;
  if (minute === shown) return;
  shown = minute;
  emit("minute");
}
