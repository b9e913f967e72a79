/** Short notes, and the line that says that the page is on its own. */

import { byId, el, fill } from "./dom.js";
import * as moments from "./moments.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

const NOTE_MS = 4500;
const PATIENCE = 3000;

let timer = 0;
/** Whether the server has not been heard for long enough to say so. */
let alone = false;

export function startNotes() {
  on("said", note);
  on("note", (key) => note(t(key)));
  on("connection", (connected) => (connected ? back() : away()));
  on("programme", draw);
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
  alone = false;
  draw();
}

/** A short gap is not worth a word. */
function away() {
  timer ||= setTimeout(
    () => {
      alone = true;
      draw();
    },
    navigator.onLine ? PATIENCE : 0,
  );
}

function draw() {
  const line = byId("standing");
  line.hidden = !alone || !store.programme;
  if (line.hidden) return;
  const heard = moments.lastHeard();
  const zone = moments.conferenceZone();
  fill(line, heard === null ? t("offline") : t("offline_as_of", { time: moments.clockTime(heard, zone) }));
}
