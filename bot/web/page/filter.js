/** What of the programme is shown: search, tracks, languages, the reader's own. */

import { emit, store } from "./store.js";
import { isStarred } from "./stars.js";

export const filter = {
  text: "",
  mine: false,
  tracks: /** @type {Set<string>} */ (new Set()),
  languages: /** @type {Set<string>} */ (new Set()),
};

/** Whether anything is left out. */
export const isFiltering = () =>
  Boolean(filter.text || filter.mine || filter.tracks.size || filter.languages.size);

/** @param {Partial<typeof filter>} changes */
export function setFilter(changes) {
  Object.assign(filter, changes);
  emit("filter");
}

export const clearFilter = () =>
  setFilter({ text: "", mine: false, tracks: new Set(), languages: new Set() });

/** Add the id to the set, or take it out. @param {"tracks" | "languages"} kind @param {string} id */
export function toggle(kind, id) {
  const chosen = new Set(filter[kind]);
  if (!chosen.delete(id)) chosen.add(id);
  setFilter({ [kind]: chosen });
}

/** Letters as they are compared: without case, accents and width. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether an event, or a talk inside it, is shown. @param {import("./store.js").Event} event */
export function isShown(event) {
  return [event, ...(store.talks.get(event.id) ?? [])].some((one) => fits(one, event));
}

/** @param {import("./store.js").Event} one @param {import("./store.js").Event} event the one it is inside of, or itself */
function fits(one, event) {
  if (filter.mine && !isStarred(one.id)) return false;
  if (filter.tracks.size && !filter.tracks.has(one.track ?? event.track ?? "")) return false;
  if (filter.languages.size && !filter.languages.has(one.language ?? event.language ?? "")) return false;
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const text = textOf(one);
  return words.every((word) => text.includes(word));
}

const texts = /** @type {WeakMap<object, string>} */ (new WeakMap());

/** All that can be found of an event. @param {import("./store.js").Event} event */
function textOf(event) {
  let text = texts.get(event);
  if (text === undefined) {
    const named = [
      event,
      store.tracks.get(event.track ?? ""),
      store.rooms.get(event.room ?? ""),
      ...(event.persons ?? []).map((id) => store.persons.get(id)),
    ];
    text = fold(named.flatMap((one) => (one ? said(one) : [])).join("\n"));
    texts.set(event, text);
  }
  return text;
}

/** What is said of an event, a track, a room or a person. @param {any} one @returns {string[]} */
const said = (one) => [one.title, one.name, one.about, one.abstract, ...(one.aliases ?? [])].filter(Boolean);
