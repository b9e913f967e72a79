/** Colours that can be read: on whatever ground Telegram or the organizers chose. */

/** @typedef {[number, number, number]} Rgb */

/** @param {string} color ``#rrggbb`` @returns {Rgb} */
export function rgb(color) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color.trim());
  return hex ? /** @type {Rgb} */ (hex.slice(1).map((two) => parseInt(two, 16))) : [128, 136, 150];
}

/** @param {Rgb} color */
export const css = (color) => `rgb(${color.map(Math.round).join(" ")})`;

/** So much of `one` in `other`. @param {Rgb} one @param {Rgb} other @param {number} part */
export const mix = (one, other, part) =>
  /** @type {Rgb} */ (one.map((value, at) => value * part + other[at] * (1 - part)));

/** WCAG's relative luminance. @param {Rgb} color */
function luminance(color) {
  const [r, g, b] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG's contrast, 1 to 21. @param {Rgb} one @param {Rgb} other */
export function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** @param {Rgb} ground */
export const isDark = (ground) => luminance(ground) < 0.2;

/** The colour, moved towards black or white until it stands out enough. @param {Rgb} color @param {Rgb} ground @param {number} enough */
export function readable(color, ground, enough) {
  const end = /** @type {Rgb} */ (isDark(ground) ? [255, 255, 255] : [0, 0, 0]);
  for (let part = 0; part < 1; part += 0.05) {
    const tried = mix(end, color, part);
    if (contrast(tried, ground) >= enough) return tried;
  }
  return end;
}

/** What can be written on the ground: white, or else black. @param {Rgb} ground @returns {Rgb} */
export const inkOn = (ground) => (contrast([255, 255, 255], ground) >= 4.5 ? [255, 255, 255] : [0, 0, 0]);
