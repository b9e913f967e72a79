/** One event in the grid: what it is, when, how it stands, and its star. */

import { el } from "./dom.js";
import { isDropIn } from "./plan.js";
import * as moments from "./moments.js";
import { canStar, isPending, isStarred, setStar } from "./stars.js";
import { emit, store } from "./store.js";
import { t, typeName } from "./words.js";

/** @typedef {import("./store.js").Event} Event */

/** The number of a track in the programme; one more than there are for none. @param {string} [id] */
export function trackIndex(id) {
  const at = store.programme.tracks.findIndex((track) => track.id === id);
  return at < 0 ? store.programme.tracks.length : at;
}

/** @typedef {"rooms" | "tracks" | "list"} Place what the block stands in: a row of a room or of a track, or a list */

/**
 * @param {import("./plan.js").Placed} placed
 * @param {Place} by
 * @param {number} start where the hours begin, in minutes
 */
export function block({ event, from, to, lane }, by, start) {
  const open = el(
    "button",
    {
      type: "button",
      class: "block",
      tabindex: -1,
      "aria-haspopup": "dialog",
      onclick: () => emit("open", event.id),
    },
    el(
      "span",
      { class: "block-text" },
      el("span", { class: "title", dir: "auto" }, event.title),
      " ",
      sub(event, by),
    ),
  );
  const kinds = ["cell", `k${trackIndex(event.track)}`, event.status, isDropIn(event) && "drop-in"];
  const style = { "--from": from - start, "--length": to - from, "--lane": lane };
  const props = {
    class: kinds.filter(Boolean).join(" "),
    role: by !== "list" && "gridcell",
    "data-id": event.id,
    style,
  };
  const cell = el("div", props, open, canStar() && star(event));
  mark(cell, event);
  return cell;
}

/** Times, and what its place does not say. @param {Event} event @param {Place} by */
function sub(event, by) {
  const zone = moments.conferenceZone();
  const times = moments.span(event.start, event.end, zone, moments.local(event.start, zone).date);
  const track = by !== "tracks" && store.tracks.get(event.track ?? "")?.name;
  const room = by !== "rooms" && store.rooms.get(event.room ?? "")?.name;
  const what = [track, room].filter(Boolean).join(" · ") || (isDropIn(event) ? "" : typeName(event.type));
  return el(
    "span",
    { class: "sub" },
    event.status === "tentative" && said("◌", t("tentative")),
    event.status === "cancelled" && el("strong", {}, t("called_off"), " "),
    el("span", { class: "times" }, times),
    what && ` · ${what}`,
  );
}

/** A sign, and its words for who cannot see it. @param {string} sign @param {string} words */
function said(sign, words) {
  return el(
    "span",
    {},
    el("span", { class: "sign", "aria-hidden": "true" }, `${sign} `),
    el("span", { class: "unseen" }, `${words}, `),
  );
}

/** @param {Event} event */
function star(event) {
  return el("button", {
    type: "button",
    class: "star",
    tabindex: -1,
    onclick: () => setStar(event.id, !isStarred(event.id)),
  });
}

/** Show on a cell how its event stands with the reader and the clock. @param {HTMLElement} cell @param {Event} event */
export function mark(cell, event) {
  const starred = isStarred(event.id);
  const now = moments.now();
  cell.classList.toggle("starred", starred);
  cell.classList.toggle("past", event.end <= now);
  cell.classList.toggle("on", event.start <= now && now < event.end);
  const button = cell.querySelector(".star");
  if (!button) return;
  button.textContent = starred ? "★" : "☆";
  button.setAttribute("aria-pressed", String(starred));
  button.setAttribute("aria-label", t("star_of", { title: event.title }));
  button.classList.toggle("pending", isPending(event.id));
}
