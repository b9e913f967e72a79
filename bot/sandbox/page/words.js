/** What the page itself says, in the language of whoever one is. */

import { chinese } from "./chinese.js";
import { english } from "./english.js";
import { indonesian } from "./indonesian.js";

const WORDS = /** @type {Record<string, Record<string, string>>} */ ({
  en: english,
  id: indonesian,
  zh: chinese,
});

let current = "en";

/** The page's language: `id`, `en` or `zh`. */
export const language = () => current;
/** The same for `Intl`: the house writes British English and simplified characters. */
export const locale = () => ({ en: "en-GB", zh: "zh-Hans" })[current] ?? current;

/** Speak the language nearest to a Telegram language code; true when that is another one. @param {string} [code] */
export function speak(code = "en") {
  const base = code.split("-")[0];
  const before = current;
  current = base in WORDS ? base : "en";
  document.documentElement.lang = locale();
  return current !== before;
}

/** The page's text for `key`. @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  return WORDS[current][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
