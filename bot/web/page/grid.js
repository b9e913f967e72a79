/** The programme as a grid: days one below the other, hours to the right, a row for each room or track. */

import { block, mark, trackIndex } from "./block.js";
import { byId, el, fill, paint } from "./dom.js";
import { clearFilter, filter, isFiltering, isShown } from "./filter.js";
import { startKeys } from "./keys.js";
import { list } from "./list.js";
import * as moments from "./moments.js";
import { startNow } from "./now.js";
import { keepPlace } from "./places.js";
import { hours, plan, smallestMinute } from "./plan.js";
import { emit, keep, kept, on, store } from "./store.js";
import { t } from "./words.js";

/** @typedef {import("./plan.js").Row} Row */

const sheet = byId("sheet");
const EDGE = 12;
const WIDE = 700;

/** Rows are rooms or tracks; `range` are the hours shown, in minutes from midnight. */
export const view = {
  by: /** @type {"rooms" | "tracks"} */ (kept("by") === "tracks" ? "tracks" : "rooms"),
  range: { from: 0, to: 0 },
};
let leastMinute = 2;

/** @param {"rooms" | "tracks"} by */
export function setBy(by) {
  view.by = by;
  keep("by", by);
  draw("rows");
}

export function startGrid() {
  for (const event of ["programme", "reader", "unrecognized"]) on(event, () => draw());
  on("filter", () => draw("filter"));
  on("stars", () => (filter.mine ? draw() : markAll()));
  on("minute", markAll);
  addEventListener("resize", () => (isListed() === Boolean(sheet.querySelector(".listed")) ? fit() : draw()));
  startKeys(sheet);
  startNow(sheet, view);
}

/** What was searched for is a list where there is no room for a grid. */
const isListed = () => isFiltering() && sheet.clientWidth < WIDE;

/** All of it anew; what has the focus keeps it. @param {"rows" | "filter" | null} why */
function draw(why = null) {
  if (!store.programme) return;
  const focused = focusOf(document.activeElement);
  const whole = plan(store.programme, view.by, () => true, t("others"));
  view.range = hours(whole);
  leastMinute = smallestMinute(whole);
  const days = isFiltering() ? plan(store.programme, view.by, isShown, t("others")) : whole;
  const found = days
    .flatMap((day) => [day.allDay, ...day.rows])
    .reduce((sum, row) => sum + row.placed.length, 0);
  const place = keepPlace(sheet, isFiltering());
  fill(sheet, ...(isListed() ? list(days) : days.map(dayShown)), found ? footer() : nothing());
  sheet.removeAttribute("aria-busy");
  fit();
  place(why);
  sheet.querySelector(".block")?.setAttribute("tabindex", "0");
  if (focused) sheet.querySelector(focused)?.focus({ preventScroll: true });
  emit("drawn", found);
}

/** The selector of what has the focus in the grid, also after it was drawn anew. @param {Element | null} active */
function focusOf(active) {
  const id = active?.closest(".cell")?.getAttribute("data-id");
  return id && `[data-id="${CSS.escape(id)}"] .${active?.classList.contains("star") ? "star" : "block"}`;
}

/** @param {import("./plan.js").Day} day */
function dayShown(day) {
  const id = `day-${day.date}`;
  const all = day.allDay.placed.length ? [{ ...day.allDay, name: t("all_day") }] : [];
  const rows = [...all, ...day.rows];
  const bands = day.allDay.placed.filter(({ event }) => event.type === "break");
  return el(
    "section",
    { class: "day", "data-date": day.date, "aria-labelledby": id },
    el("div", { class: "day-head" }, el("h2", { id }, day.name), axis(day.date)),
    rows.length
      ? el(
          "div",
          { class: "rows", role: "grid", "aria-labelledby": id },
          line(),
          ...bands.map(({ from, to }) =>
            el("div", {
              class: "band",
              role: "presentation",
              style: { "--from": from - view.range.from, "--length": to - from },
            }),
          ),
          ...rows.map(rowShown),
        )
      : el("p", { class: "none" }, t("nothing_that_day")),
  );
}

/** A part of the line that is now, behind the events. */
const line = () => el("div", { class: "now", role: "presentation", hidden: true });

/** @param {Row} row */
function rowShown(row) {
  const track = view.by === "tracks" && row.id;
  const label = el(
    "div",
    { class: `label${track ? ` k${trackIndex(row.id)}` : ""}`, role: "rowheader" },
    el("span", {}, track && el("i", { class: "dot" }), row.name),
  );
  const allDay = row.placed[0].event.type === "exhibition" || row.placed[0].event.type === "break";
  return el(
    "div",
    { class: `row${allDay ? " all-day" : ""}`, role: "row", style: { "--lanes": row.lanes } },
    label,
    el(
      "div",
      { class: "lanes", role: "presentation" },
      ...row.placed.map((placed) => block(placed, view.by, view.range.from)),
    ),
  );
}

/** The hours, on both clocks where they differ. @param {string} date */
function axis(date) {
  const [zone, own] = [moments.conferenceZone(), moments.ownZone()];
  const start = moments.midnight(date, zone);
  const both = !moments.sameClock(start + view.range.from * 60);
  const marks = [];
  for (let at = view.range.from; at < view.range.to; at += 60) {
    const theirs = both && el("small", {}, moments.clockTime(start + at * 60, own));
    marks.push(
      el("span", { class: "hour", style: { "--from": at - view.range.from } }, moments.hour(at), theirs),
    );
  }
  const names = el(
    "span",
    { class: "zones" },
    moments.zoneShort(zone, start),
    both && el("small", {}, moments.zoneShort(own, start)),
  );
  return el(
    "div",
    { class: `axis${both ? " both" : ""}`, "aria-hidden": "true" },
    el("div", { class: "hours" }, ...marks, line()),
    names,
  );
}

function footer() {
  const { version, conference, events } = store.programme;
  const tentative = events.some((event) => event.status === "tentative");
  return el(
    "footer",
    { class: "foot" },
    tentative && el("p", {}, `◌ ${t("tentative")}`),
    el("p", {}, `${conference.title} · ${conference.dates} · ${t("version", { version })}`),
  );
}

function nothing() {
  return el(
    "div",
    { class: "nothing" },
    el("p", {}, t(filter.mine && !filter.text ? "nothing_starred" : "nothing_found")),
    el("button", { type: "button", class: "quiet", onclick: clearFilter }, t("show_all")),
  );
}

function markAll() {
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll(".cell"))) {
    const event = store.events.get(cell.dataset.id ?? "");
    if (event) mark(cell, event);
  }
}

/** As wide as the window, but never so narrow that it cannot be read. */
function fit() {
  const label = parseFloat(getComputedStyle(sheet).getPropertyValue("--label")) || 0;
  const minutes = view.range.to - view.range.from;
  const fitting = (sheet.clientWidth - label - EDGE) / minutes;
  paint(sheet, { "--minute": `${Math.max(fitting, leastMinute)}px`, "--minutes": minutes });
}
