/** The head of the page: the days, now, what is shown of them, and the way to the chat. */

import { trackIndex } from "./block.js";
import { byId, el, fill, icon } from "./dom.js";
import { filter, setFilter, toggle } from "./filter.js";
import { setBy, view } from "./grid.js";
import * as moments from "./moments.js";
import { goToDay, goToNow, isOn, topDay } from "./places.js";
import { canStar } from "./stars.js";
import { emit, on, store } from "./store.js";
import { launch, touch } from "./telegram.js";
import { language, t } from "./words.js";

const LANGUAGES = /** @type {const} */ ([
  ["id", "Indonesia"],
  ["en", "English"],
  ["zh", "中文"],
]);

const sheet = byId("sheet");
const nowButton = el("button", {
  type: "button",
  class: "now-button",
  onclick: () => goToNow(sheet, "smooth"),
});
const field = el("input", {
  type: "search",
  id: "search",
  autocomplete: "off",
  maxlength: 80,
  enterkeyhint: "search",
});
const found = el("p", { class: "unseen", role: "status" });

export function startBar() {
  on("programme", draw);
  on("filter", () => {
    if (field.value !== filter.text) field.value = filter.text;
  });
  for (const event of ["filter", "reader", "unrecognized", "by"]) on(event, drawChips);
  on("minute", drawNow);
  on("drawn", (count) => {
    drawNow();
    drawFound(count);
    markDay();
  });
  field.addEventListener("input", () => setFilter({ text: field.value }));
  field.addEventListener(
    "keydown",
    (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && clearSearch(),
  );
  sheet.addEventListener("scroll", markDay, { passive: true });
}

function draw() {
  const { conference, version } = store.programme;
  document.title = conference.title;
  field.placeholder = t("search");
  field.setAttribute("aria-label", t("search"));
  fill(byId("skip"), t("skip"));
  sheet.setAttribute("aria-label", t("timetable"));
  fill(
    byId("bar"),
    el(
      "div",
      { class: "bar-title" },
      el("h1", {}, conference.title),
      el("p", {}, `${conference.dates} · ${t("version", { version })}`),
    ),
    !launch && el("div", { class: "bar-away" }, languages(), chat()),
    el(
      "div",
      { class: "bar-days" },
      el("nav", { class: "days", "aria-label": t("days") }, ...store.programme.days.map(day)),
      nowButton,
    ),
    el("div", { class: "bar-search", role: "search" }, icon("search"), field, found),
    el("div", { class: "chips", id: "chips", role: "group", "aria-label": t("filter") }),
  );
  drawChips();
  drawNow();
  markDay();
}

/** @param {import("./store.js").Programme["days"][0]} day */
function day({ date, short, name }) {
  const go = () => goToDay(sheet, date, "smooth");
  return el("button", { type: "button", "data-date": date, title: name, onclick: go }, short);
}

function languages() {
  const change = (/** @type {any} */ event) => emit("language", event.target.value);
  const [, name] = LANGUAGES.find(([code]) => code === language()) ?? LANGUAGES[0];
  return el(
    "label",
    { class: "language" },
    icon("globe"),
    el("span", { "aria-hidden": "true" }, name),
    el(
      "select",
      { "aria-label": t("language"), onchange: change },
      ...LANGUAGES.map(([code, own]) =>
        el("option", { value: code, selected: code === language(), lang: code }, own),
      ),
    ),
  );
}

function chat() {
  const address = document.documentElement.dataset.chat;
  return el("a", { class: "chat-link", href: address }, icon("send"), el("span", {}, t("open_in_telegram")));
}

function drawChips() {
  const chips = byId("chips");
  if (!chips) return;
  const focused = document.activeElement?.closest("#chips button")?.getAttribute("data-key");
  const { tracks, languages: spoken } = store.programme;
  fill(
    chips,
    canStar() &&
      chip(
        "mine",
        filter.mine,
        () => setFilter({ mine: !filter.mine }),
        el("span", { class: "gold" }, "★"),
        t("only_mine"),
      ),
    rows(),
    ...tracks.map((track) =>
      chip(
        `track ${track.id}`,
        filter.tracks.has(track.id),
        () => toggle("tracks", track.id),
        el("i", { class: `dot k${trackIndex(track.id)}` }),
        track.name,
      ),
    ),
    ...Object.entries(spoken).map(([code, name]) =>
      chip(
        `language ${code}`,
        filter.languages.has(code),
        () => toggle("languages", code),
        icon("globe"),
        name,
      ),
    ),
  );
  if (focused) /** @type {HTMLElement | null} */ (chips.querySelector(`[data-key="${focused}"]`))?.focus();
}

/** @param {string} key @param {boolean} pressed @param {() => void} run @param {...any} words */
function chip(key, pressed, run, ...words) {
  const press = () => {
    touch("selection");
    run();
  };
  return el(
    "button",
    { type: "button", class: "chip", "data-key": key, "aria-pressed": String(pressed), onclick: press },
    ...words,
  );
}

/** Rows by room or by track. */
function rows() {
  const choice = (/** @type {"rooms" | "tracks"} */ by) =>
    el(
      "button",
      { type: "button", "data-key": by, "aria-pressed": String(view.by === by), onclick: () => choose(by) },
      t(by),
    );
  return el(
    "div",
    { class: "switch", role: "group", "aria-label": t("rows") },
    choice("rooms"),
    choice("tracks"),
  );
}

/** @param {"rooms" | "tracks"} by */
function choose(by) {
  touch("selection");
  setBy(by);
  emit("by");
}

/** The hour of the conference; a way to its line while there is one. */
function drawNow() {
  if (!store.programme) return;
  const here = isOn(sheet);
  const zone = moments.conferenceZone();
  const time = moments.clockTime(moments.now(), zone);
  nowButton.disabled = !here;
  nowButton.setAttribute("aria-label", `${t("now")}, ${time}`);
  fill(nowButton, el("i", { class: "pulse" }), time);
}

/** @param {number} count */
function drawFound(count) {
  fill(found, filter.text || filter.mine || filter.tracks.size ? t("found", { n: count }) : "");
}

function clearSearch() {
  field.value = "";
  setFilter({ text: "" });
}

/** The day that is on top is the current one. */
function markDay() {
  const top = topDay(sheet);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".days button")))
    if (button.dataset.date === top) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
}
