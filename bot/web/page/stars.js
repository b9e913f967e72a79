/** The reader's stars: shown as wanted at once, sent as soon as the server can be reached. */

import { emit, keep, kept, on } from "./store.js";
import { putStar, Refused } from "./server.js";
import { launch, touch } from "./telegram.js";

const KEY = `reader.${launch?.user}`;
const AGAIN = 3000;

/** @typedef {{language: string, zone: import("./store.js").Zone | null, stars: string[]}} Reader */

let reader = /** @type {Reader | null} */ (launch ? (kept(KEY)?.reader ?? null) : null);
/** What was pressed and not yet taken by the server: id -> whether a star is wanted. @type {Map<string, boolean>} */
const wanted = new Map(launch ? (kept(KEY)?.wanted ?? []) : []);
let stars = new Set(reader?.stars);
let sending = false;
let able = Boolean(launch);

export function startStars() {
  if (reader) emit("reader", reader);
  on("me", take);
  on("connection", (connected) => connected && send());
  on("unrecognized", (code) => {
    able = false;
    wanted.clear();
    emit("stars");
    emit("note", code === "stale" ? "opened_too_long_ago" : "not_recognized");
  });
}

/** Whether whoever reads can star at all. */
export const canStar = () => able;
/** What is known of the reader; null for anyone. */
export const theReader = () => reader;
/** @param {string} id */
export const isStarred = (id) => wanted.get(id) ?? stars.has(id);
/** Whether a press is still to reach the server. @param {string} id */
export const isPending = (id) => wanted.has(id);

/** @param {string} id @param {boolean} on */
export function setStar(id, on) {
  wanted.set(id, on);
  touch("light");
  save();
  emit("stars", id);
  send();
}

/** @param {Reader} said */
function take(said) {
  const changed = reader?.language !== said.language || reader?.zone?.key !== said.zone?.key;
  reader = said;
  stars = new Set(said.stars);
  save();
  if (changed) emit("reader", reader);
  emit("stars");
}

function save() {
  keep(KEY, { reader, wanted: [...wanted] });
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let next = first(); next; next = first()) {
      const { said, ...me } = await putStar(...next);
      if (wanted.get(next[0]) === next[1]) wanted.delete(next[0]);
      take(me);
      emit("said", said);
    }
  } catch (error) {
    if (error instanceof Refused) refused(error);
    else emit("connection", false);
  } finally {
    sending = false;
  }
}

/** @returns {[string, boolean] | undefined} */
const first = () => wanted.entries().next().value;

/** @param {Refused} error */
function refused(error) {
  if (error.status === 429 || error.status >= 500) {
    setTimeout(send, error.after * 1000 || AGAIN);
    return;
  }
  if (error.status === 401) return emit("unrecognized", error.code);
  // An event that is no longer in the programme: the page hears of the other programme, too.
  wanted.delete(/** @type {[string, boolean]} */ (first())[0]);
  touch("error");
  save();
  emit("stars");
  send();
}
