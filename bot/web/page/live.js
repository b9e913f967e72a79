/** The connection that says what changes. It comes back by itself, and tells when it is gone. */

import { getNow, openLive, Refused } from "./server.js";
import { emit } from "./store.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** The server says something every 25 seconds; a connection that is silent for longer is dead. */
const SILENCE = 60_000;

let wait = FIRST_WAIT;
let attempt = /** @type {AbortController | null} */ (null);
let timer = 0;

/** Stay connected from now on. */
export function startLive() {
  connect();
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
}

/** Connect at once, whatever was being waited for: the page may have slept. */
export function again() {
  clearTimeout(timer);
  attempt?.abort();
  wait = FIRST_WAIT;
  connect();
}

async function connect() {
  const own = new AbortController();
  attempt = own;
  try {
    await listen(await openLive(own.signal), own);
  } catch (error) {
    if (own !== attempt) return;
    if (error instanceof Refused) await turnedAway(error);
    else emit("connection", false);
  }
  if (own !== attempt) return;
  timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

/** @param {Response} response @param {AbortController} own */
async function listen(response, own) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body)
    .pipeThrough(/** @type {any} */ (new TextDecoderStream()))
    .getReader();
  let silence = 0;
  let rest = "";
  try {
    while (true) {
      clearTimeout(silence);
      silence = setTimeout(() => own.abort(), SILENCE);
      const { done, value } = await reader.read();
      if (done) return;
      wait = FIRST_WAIT;
      emit("connection", true);
      const events = (rest + value).split("\n\n");
      rest = events.pop() ?? "";
      events.forEach(hear);
    }
  } finally {
    clearTimeout(silence);
  }
}

/** @param {string} event the lines of a server-sent event; a comment has none for us */
function hear(event) {
  const lines = Object.fromEntries(event.split("\n").map((line) => [line.split(": ", 1)[0], line]));
  if (lines.event && lines.data) emit(lines.event.slice(7), JSON.parse(lines.data.slice(6)));
}

/** The server is there but holds no connection for us: ask it how things stand, and later again. @param {Refused} error */
async function turnedAway(error) {
  if (error.status === 401) emit("unrecognized", error.code);
  wait = Math.max(wait, error.after * 1000);
  try {
    emit("now", await getNow());
    emit("connection", true);
  } catch {
    emit("connection", false);
  }
}
