/** Times as people read them. Moments are milliseconds since 1970, as Date has them. */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(locale, options) {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

/** "13:40" or, with seconds, "13:40:07". @param {number} moment @param {string} zone @param {boolean} [seconds] */
export function timeOfDay(moment, zone, seconds = false) {
  const more = seconds ? { second: /** @type {const} */ ("2-digit") } : {};
  return format("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone, ...more }).format(moment);
}

/** "Thursday, 23 July" @param {number} moment @param {string} zone @param {string} locale */
export function dayName(moment, zone, locale) {
  return format(locale, { weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(moment);
}

/** "Thu, 23 Jul" @param {number} moment @param {string} zone @param {string} locale */
export function briefDay(moment, zone, locale) {
  return format(locale, { weekday: "short", day: "numeric", month: "short", timeZone: zone }).format(moment);
}

/** "Thu, 23 Jul 2020" @param {number} moment @param {string} zone @param {string} locale */
export function shortDay(moment, zone, locale) {
  const options = /** @type {const} */ ({
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return format(locale, { ...options, timeZone: zone }).format(moment);
}

/** What a `datetime-local` input takes: "2020-07-23T13:40". @param {number} moment @param {string} zone */
export function inputTime(moment, zone) {
  const options = /** @type {const} */ ({
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return format("sv-SE", { ...options, timeZone: zone })
    .format(moment)
    .replace(" ", "T");
}

/** "UTC+8" @param {number} moment @param {string} zone */
export function offsetName(moment, zone) {
  const parts = format("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(moment);
  return (parts.find((part) => part.type === "timeZoneName")?.value ?? "").replace("GMT", "UTC");
}

/**
 * A `date_time` entity in the browser's own zone: `r` for "in 5 minutes", else weekday `w`, date `d` or `D`, time `t` or `T`.
 * @param {number} moment
 * @param {string} letters the entity's `date_time_format`
 * @param {string} locale
 * @param {number} now conference time
 */
export function entityTime(moment, letters, locale, now) {
  if (letters === "r") return relative(moment - now, locale);
  /** @type {Intl.DateTimeFormatOptions} */
  const options = {};
  if (letters.includes("w")) options.weekday = letters.includes("d") ? "short" : "long";
  if (letters.includes("d")) Object.assign(options, { day: "numeric", month: "short", year: "numeric" });
  if (letters.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/[tT]/.test(letters)) Object.assign(options, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (letters.includes("T")) options.second = "2-digit";
  return format(locale, options).format(moment);
}

/** @param {number} difference milliseconds from now @param {string} locale */
function relative(difference, locale) {
  const minutes = Math.round(difference / 60_000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}
