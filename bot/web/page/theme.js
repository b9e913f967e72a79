/** Telegram's colours, where it gave some, and those of the tracks, made to fit the ground. */

import { css, contrast, inkOn, isDark, mix, readable, rgb } from "./colors.js";
import { paint } from "./dom.js";
import { on, store } from "./store.js";
import { colorFrame, launch } from "./telegram.js";

/** @typedef {import("./colors.js").Rgb} Rgb */

const AA = 4.6; // 4.5, and what rounding takes
/** Colours with a meaning of their own, which Telegram's theme has none for: on light ground and on dark. */
const SIGNALS = {
  "--now": ["#cf2748", "#ff7088"],
  "--danger": ["#b3203a", "#ff8d99"],
  "--gold": ["#9a5b00", "#f7bd4b"],
};
const root = document.documentElement;
const scheme = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  if (launch) takeTheme(launch.theme);
  on("theme", (theme) => {
    takeTheme(theme);
    colorTracks();
  });
  on("programme", colorTracks);
  scheme.addEventListener("change", colorTracks);
}

/** @param {Record<string, string>} theme Telegram's ThemeParams */
function takeTheme(theme) {
  if (!theme?.bg_color || !theme.text_color) return;
  const paper = rgb(theme.bg_color);
  const ink = readable(rgb(theme.text_color), paper, 7);
  const accent = readable(rgb(theme.button_color ?? theme.link_color ?? theme.text_color), paper, AA);
  root.dataset.theme = isDark(paper) ? "dark" : "light";
  paint(root, {
    "color-scheme": root.dataset.theme,
    "--paper": css(paper),
    "--ink": css(ink),
    "--soft": css(readable(mix(ink, paper, 0.6), mix(ink, paper, 0.07), AA)),
    "--raised": css(mix(ink, paper, 0.05)),
    "--line": css(mix(ink, paper, 0.12)),
    "--accent": css(accent),
    "--accent-ink": css(inkOn(accent)),
    ...signals(paper),
    "--link": css(readable(rgb(theme.link_color ?? theme.text_color), paper, AA)),
  });
  colorFrame(theme.bg_color);
}

/** @param {Rgb} paper */
function signals(paper) {
  const own = isDark(paper) ? 1 : 0;
  return Object.fromEntries(
    Object.entries(SIGNALS).map(([name, colors]) => [name, css(readable(rgb(colors[own]), paper, AA))]),
  );
}

/** The colours of each track on the page's ground, as classes `.k0`, `.k1`, … in the order of the programme. */
function colorTracks() {
  if (!store.programme) return;
  const [paper, ink] = ["--paper", "--ink"].map(color);
  const sheet = [...document.styleSheets].find((each) => each.href?.endsWith("/page.css"));
  if (!sheet) return;
  while (sheet.cssRules[0] instanceof CSSStyleRule && /^\.k\d*$/.test(sheet.cssRules[0].selectorText))
    sheet.deleteRule(0);
  const colors = [...store.programme.tracks.map((track) => track.color ?? ""), ""];
  colors.forEach((own, at) => sheet.insertRule(`.k${at} {${rule(rgb(own), paper, ink)}}`));
}

/** @param {Rgb} own @param {Rgb} paper @param {Rgb} ink */
function rule(own, paper, ink) {
  const dark = isDark(paper);
  const tint = ground(own, paper, ink, dark ? 0.26 : 0.13);
  const strong = ground(own, paper, ink, dark ? 0.46 : 0.26);
  const colors = {
    tint: tint,
    "tint-soft": readable(mix(ink, tint, 0.68), tint, AA),
    strong: strong,
    "strong-soft": readable(mix(ink, strong, 0.76), strong, AA),
    edge: readable(own, paper, 3.1),
    name: readable(own, paper, AA),
  };
  return Object.entries(colors)
    .map(([name, value]) => `--${name}: ${css(value)};`)
    .join("");
}

/** As much of the colour in the paper as leaves the ink easy to read. @param {Rgb} own @param {Rgb} paper @param {Rgb} ink @param {number} part */
function ground(own, paper, ink, part) {
  let made = mix(own, paper, part);
  for (let less = part; contrast(ink, made) < 6 && less > 0; less -= 0.03) made = mix(own, paper, less);
  return made;
}

/** A colour of the style as it is now. @param {string} name @returns {Rgb} */
function color(name) {
  const value = getComputedStyle(root).getPropertyValue(name).trim();
  const parts = /^rgb\((\d+) (\d+) (\d+)\)$/.exec(value);
  return parts ? /** @type {Rgb} */ (parts.slice(1).map(Number)) : rgb(value);
}
