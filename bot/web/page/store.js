/** What the page knows of the programme, and who wants to hear when something changes. */

/** @typedef {{key: string, name: string, short: string}} Zone */
/**
 * @typedef {object} Event times are seconds since 1970
 * @property {string} id
 * @property {string} type
 * @property {string} title
 * @property {string[]} [aliases] its title in other languages
 * @property {number} start
 * @property {number} end
 * @property {string} status
 * @property {string} [track]
 * @property {string} [room]
 * @property {string[]} [persons]
 * @property {string} [abstract]
 * @property {string} [language]
 * @property {string} [join]
 * @property {string} [recording]
 * @property {string} [forum]
 */
/** @typedef {{id: string, name: string, color?: string, about?: string, aliases?: string[]}} Named */
/**
 * @typedef {object} Programme what `api/programme/{language}` gives; see docs/api.md
 * @property {number} number
 * @property {string} version
 * @property {string} language
 * @property {{title: string, dates: string, zone: Zone, url?: string}} conference
 * @property {{date: string, name: string, short: string}[]} days
 * @property {Named[]} tracks
 * @property {Named[]} rooms
 * @property {Named[]} persons
 * @property {Record<string, string>} languages
 * @property {Event[]} events
 */

const bus = new EventTarget();

/** @param {string} type @param {(detail: any) => void} heard */
export const on = (type, heard) =>
  bus.addEventListener(type, (event) => heard(/** @type {CustomEvent} */ (event).detail));
/** @param {string} type @param {any} [detail] */
export const emit = (type, detail) => bus.dispatchEvent(new CustomEvent(type, { detail }));

export const store = {
  programme: /** @type {Programme} */ (/** @type {any} */ (null)),
  events: /** @type {Map<string, Event>} */ (new Map()),
  tracks: /** @type {Map<string, Named>} */ (new Map()),
  rooms: /** @type {Map<string, Named>} */ (new Map()),
  persons: /** @type {Map<string, Named>} */ (new Map()),
  /** The talks inside each event that has any. */
  talks: /** @type {Map<string, Event[]>} */ (new Map()),
};

/** Take in a programme. @param {Programme} programme */
export function receive(programme) {
  store.programme = programme;
  for (const kind of /** @type {const} */ (["events", "tracks", "rooms", "persons"]))
    store[kind] = new Map(programme[kind].map((/** @type {any} */ one) => [one.id, one]));
  store.talks = new Map();
  for (const event of programme.events) {
    if (event.forum) store.talks.set(event.forum, [...(store.talks.get(event.forum) ?? []), event]);
  }
  emit("programme");
}

/** What was kept on this device under `key`; null where there is nothing that can be read. @param {string} key */
export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Keep a value on this device, where that is possible. @param {string} key @param {any} value */
export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A private window keeps nothing: the page then starts anew each time.
  }
}
