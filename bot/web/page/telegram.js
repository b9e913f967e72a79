/** The app around the page, when Telegram opened it: who reads, its colours, its buttons, its touch. */

import { emit } from "./store.js";

const PATIENCE = 2500;
/** @typedef {any} WebApp see "Initializing Mini Apps" in the Bot API's documentation */

/** @typedef {{data: string, start: string, theme: Record<string, string>, user: number, language: string}} Launch */

/** How Telegram opened the page; null in any other browser. */
export const launch = readLaunch();
let app = /** @type {WebApp | null} */ (null);
let back = /** @type {(() => void) | null} */ (null);

/** Telegram puts what it says behind the #; another page's link with the same words is not believed. */
function readLaunch() {
  const inside =
    window.parent !== window || "TelegramWebviewProxy" in window || "notify" in (window.external ?? {});
  const said = new URLSearchParams(location.hash.slice(1));
  const data = said.get("tgWebAppData") ?? "";
  if (!inside || !data) return null;
  const user = parsed(new URLSearchParams(data).get("user"));
  return /** @type {Launch} */ ({
    data,
    start: said.get("tgWebAppStartParam") ?? new URLSearchParams(data).get("start_param") ?? "",
    theme: parsed(said.get("tgWebAppThemeParams")),
    user: Number(user.id) || 0,
    language: String(user.language_code ?? ""),
  });
}

/** @param {string | null} text @returns {Record<string, any>} */
function parsed(text) {
  try {
    return JSON.parse(text ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** Take hold of the app. Where its own script is out of reach, the page's stand-in speaks to it. */
export async function startTelegram() {
  if (!launch) return;
  document.documentElement.dataset.telegram = "";
  const script = document.documentElement.dataset.script;
  app = (script && (await loaded(script))) || (await import("./standin.js")).standIn(launch);
  app.onEvent("themeChanged", () => emit("theme", app.themeParams));
  app.onEvent("activated", () => emit("awake"));
  app.BackButton.onClick(() => back?.());
  if (back) app.BackButton.show();
  if (app.isVersionAtLeast("7.7")) app.disableVerticalSwipes();
  app.expand();
  app.ready();
  emit("theme", app.themeParams);
}

/** Telegram's WebApp once its script has run; null where that does not happen in time. @param {string} address */
function loaded(address) {
  const script = document.createElement("script");
  script.src = address;
  const done = new Promise((resolve) => {
    script.onload = () => resolve(/** @type {any} */ (window).Telegram?.WebApp ?? null);
    script.onerror = () => resolve(null);
    setTimeout(resolve, PATIENCE, null);
  });
  document.head.append(script);
  return done;
}

/** Show the app's back button while `pressed` is to be called by it; null hides it. @param {(() => void) | null} pressed */
export function onBack(pressed) {
  back = pressed;
  if (pressed) app?.BackButton.show();
  else app?.BackButton.hide();
}

/** The colours of the frame that the app draws around the page. @param {string} color */
export function colorFrame(color) {
  if (!app?.isVersionAtLeast("6.9")) return;
  app.setHeaderColor(color);
  app.setBackgroundColor(color);
}

/** A touch that is felt. @param {"light" | "selection" | "error"} kind */
export function touch(kind) {
  if (!app?.isVersionAtLeast("6.1")) return;
  if (kind === "selection") app.HapticFeedback.selectionChanged();
  else if (kind === "error") app.HapticFeedback.notificationOccurred("error");
  else app.HapticFeedback.impactOccurred(kind);
}

/** Open a link outside; true when the app did it. @param {string} url */
export function openLink(url) {
  if (!app || !/^https?:/.test(url)) return false;
  if (/^https:\/\/t\.me\//.test(url)) app.openTelegramLink(url);
  else app.openLink(url);
  return true;
}
