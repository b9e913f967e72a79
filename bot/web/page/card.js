/** The card of an event: opened, drawn, and left by every way there is. */

import { trackIndex } from "./block.js";
import { actions, clashing, facts, inside, kind, people, standing } from "./details.js";
import { el, fill, icon } from "./dom.js";
import { on, store } from "./store.js";
import { launch, onBack } from "./telegram.js";
import { t } from "./words.js";

const dialog = /** @type {HTMLDialogElement} */ (
  el("dialog", { class: "card", "aria-labelledby": "card-title" })
);
let shown = "";

export function startCard() {
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && leave());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  on("open", open);
  for (const event of ["stars", "minute", "programme", "reader", "unrecognized"])
    on(event, () => shown && draw());
  addEventListener("popstate", () => follow(wanted()));
}

/** Show the card that the address, or Telegram's link, asks for. */
export function openWanted() {
  const start = launch?.start ?? "";
  follow(wanted() || (start.startsWith("e_") ? start.slice(2) : ""));
}

/** The id of the event in the address. */
const wanted = () => new URLSearchParams(location.search).get("e") ?? "";

/** @param {string} id */
function follow(id) {
  if (store.events.has(id)) show(id);
  else hide();
}

/** @param {string} id */
function open(id) {
  const address = `${location.pathname}?e=${encodeURIComponent(id)}${location.hash}`;
  // A step back closes the card; Telegram has a button for that, and no history.
  if (launch || shown) history.replaceState(history.state, "", address);
  else history.pushState({ card: true }, "", address);
  show(id);
}

function leave() {
  if (!launch && history.state?.card) return history.back();
  history.replaceState(null, "", location.pathname + location.hash);
  hide();
}

/** @param {string} id */
function show(id) {
  shown = id;
  draw();
  dialog.scrollTop = 0;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2")?.focus();
  onBack(leave);
}

function hide() {
  if (!shown) return;
  shown = "";
  dialog.close();
  onBack(null);
}

function draw() {
  const event = store.events.get(shown);
  if (!event) return hide();
  const focused = document.activeElement?.getAttribute("data-key");
  const close = el(
    "button",
    { type: "button", class: "round", "aria-label": t("close"), "data-key": "close", onclick: leave },
    icon("close"),
  );
  dialog.className = `card k${trackIndex(event.track)} ${event.status}`;
  fill(
    dialog,
    el("div", { class: "card-top" }, kind(event), close),
    el(
      "div",
      { class: "card-body" },
      el("h2", { id: "card-title", dir: "auto", tabindex: -1, "data-key": "title" }, event.title),
      standing(event),
      facts(event),
      clashing(event),
      event.abstract && el("p", { class: "abstract", dir: "auto" }, event.abstract),
      people(event),
      inside(event),
    ),
    actions(event),
  );
  if (focused) /** @type {HTMLElement | null} */ (dialog.querySelector(`[data-key="${focused}"]`))?.focus();
}
