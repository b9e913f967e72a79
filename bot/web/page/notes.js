/** Short notes, and the line that says that the page is on its own. */

import { byId, el, fill } from "./dom.js";
import * as moments from "./moments.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

const NOTE_MS = 4500;
const PATIENCE = 3000;

let timer = 0;

export function startNotes() {
  on("said", note);
  on("note", (key) => note(t(key)));
  on("connection", (connected) => (connected ? back() : away()));
  on("programme", () => byId("standing").hidden || draw());
}

/** @param {string} text */
function note(text) {
  const toast = el("div", { class: "toast" }, ...text.split("\n").map((line) => el("p", {}, line)));
  fill(byId("toasts"), toast);
  setTimeout(() => toast.remove(), NOTE_MS);
}

function back() {
  clearTimeout(timer);
  timer = 0;
  byId("standing").hidden = true;
}

/** A short gap is not worth a word. */
function away() {
  timer ||= setTimeout(draw, navigator.onLine ? PATIENCE : 0);
}

function draw() {
  if (!store.programme) return;
  const line = byId("standing");
  line.hidden = false;
  const heard = moments.lastHeard();
  fill(
    line,
    heard !== null
      ? t("offline_as_of", { time: moments.clockTime(heard, moments.conferenceZone()) })
      : t("offline"),
  );
}
