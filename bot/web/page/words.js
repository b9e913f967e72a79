/** The page's words in the reader's language, from the bot's own catalogues. */

let words = /** @type {Record<string, any>} */ ({});
let current = "";

/** The code of the language that is spoken: `id`, `en` or `zh`. */
export const language = () => current;

/** Speak a language from now on. @param {string} code */
export async function speak(code) {
  if (code === current) return;
  const response = await fetch(new URL(`words.${code}.json`, import.meta.url));
  if (!response.ok) throw new Error(`words: ${response.status}`);
  words = await response.json();
  current = code;
  document.documentElement.lang = words.locale;
}

/** The words for `key`. @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  return filled(words.texts[key], values);
}

/** Words of which there is one form for one thing and another for more. @param {string} key @param {number} n */
export function tn(key, n) {
  const [one, many] = words.plurals[key];
  return filled(new Intl.PluralRules(words.locale).select(n) === "one" ? one : many, { n });
}

/** The name of a type of event. @param {string} type */
export const typeName = (type) => words.types[type] ?? type;
/** What a zone is called beside a time, if it has a name. @param {string} key */
export const zoneName = (key) => words.zones[key];

/** @param {string} text @param {Record<string, string | number>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
