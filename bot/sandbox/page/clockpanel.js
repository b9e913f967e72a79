/** The conference's clock: read it, speed it up, jump. */

import { live } from "./actions.js";
import { byId, el, fill, icon } from "./dom.js";
import { briefDay, dayName, inputTime, offsetName, timeOfDay } from "./moments.js";
import { now, on, store } from "./store.js";
import { locale, t } from "./words.js";

const SPEEDS = [1, 10, 60, 600];
const STEPS = [
  ["minutes", 1],
  ["minutes", 10],
  ["hour", 60],
];
const TICK_MS = 250;

const panel = byId("clock");
const time = el("span", { class: "clock-time" });
const day = el("span", { class: "clock-day" });
const short = el("span", { class: "clock-short" });
const zone = el("span", { class: "clock-zone" });
const toggle = el("button", {
  type: "button",
  class: "clock-toggle",
  "aria-expanded": "false",
  "aria-controls": "clock-more",
  onclick: () => expand(!panel.classList.contains("expanded")),
});
const field = /** @type {HTMLInputElement} */ (
  el("input", { type: "datetime-local", class: "field", required: true, "aria-labelledby": "clock-jump" })
);
const more = el("div", { id: "clock-more", class: "clock-more" });

export function startClock() {
  on("clock", tick);
  on("clock", markSpeed);
  on("clock", suggestJump);
  on("language", draw);
  panel.addEventListener(
    "keydown",
    (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && expand(false),
  );
  setInterval(tick, TICK_MS);
  draw();
}

/** @param {boolean} expanded */
function expand(expanded) {
  panel.classList.toggle("expanded", expanded);
  toggle.setAttribute("aria-expanded", String(expanded));
}

function draw() {
  panel.setAttribute("aria-label", t("clock"));
  toggle.setAttribute("aria-label", t("clock_more"));
  fill(toggle, el("span", { class: "clock-speed" }), icon("down"));
  const face = el("div", { class: "clock-face" }, el("h2", {}, t("clock")), time, day, short, zone);
  fill(more, speeds(), steps(), jump(), el("p", { class: "clock-hint" }, t("clock_hint")));
  fill(panel, face, quick(), toggle, more);
  tick();
  markSpeed();
}

/** On a narrow page: ten minutes on without opening the panel. */
function quick() {
  return el(
    "button",
    { type: "button", class: "chip quick", onclick: () => live.do("clock", { by: 600 }) },
    t("minutes", { n: 10 }),
  );
}

function speeds() {
  const buttons = SPEEDS.map((speed) =>
    el(
      "button",
      { type: "button", class: "chip", "data-speed": speed, onclick: () => live.do("clock", { speed }) },
      `×${speed}`,
    ),
  );
  return el(
    "div",
    { class: "clock-group", role: "group", "aria-labelledby": "clock-speeds" },
    el("h3", { id: "clock-speeds" }, t("speed")),
    el("div", { class: "segments" }, ...buttons),
  );
}

function steps() {
  const buttons = STEPS.map(([name, minutes]) =>
    el(
      "button",
      { type: "button", class: "chip", onclick: () => live.do("clock", { by: Number(minutes) * 60 }) },
      t(String(name), { n: minutes }),
    ),
  );
  return el(
    "div",
    { class: "clock-group", role: "group", "aria-labelledby": "clock-steps" },
    el("h3", { id: "clock-steps" }, t("go_on")),
    el("div", { class: "chips" }, ...buttons),
  );
}

function jump() {
  field.value = inputTime(now(), store.clock.zone);
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    live.do("clock", { to: field.value });
  };
  return el(
    "form",
    { class: "clock-group", onsubmit: go },
    el("h3", { id: "clock-jump" }, t("jump")),
    el("div", { class: "jump" }, field, el("button", { class: "chip" }, t("go"))),
  );
}

/** Whoever jumps next starts from the present. */
function suggestJump() {
  if (document.activeElement !== field) field.value = inputTime(now(), store.clock.zone);
}

function tick() {
  const at = now();
  const { zone: name } = store.clock;
  write(time, timeOfDay(at, name, true));
  write(day, dayName(at, name, locale()));
  write(short, briefDay(at, name, locale()));
  write(zone, `${name.split("/").pop()?.replace("_", " ")} · ${offsetName(at, name)}`);
}

/** @param {HTMLElement} node @param {string} text */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function markSpeed() {
  for (const button of panel.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === store.clock.speed));
  }
  const shown = panel.querySelector(".clock-speed");
  if (shown) write(shown, `×${store.clock.speed}`);
}
