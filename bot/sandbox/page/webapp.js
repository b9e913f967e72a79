/** A Mini App in its window over the chat. They speak by messages, as Telegram's web apps do with theirs. */

import { followLink, safeUrl } from "./actions.js";
import { el, icon } from "./dom.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

const root = document.documentElement;
const scheme = matchMedia("(prefers-color-scheme: dark)");
/** Telegram's ThemeParams, and the properties of this page's style that they are here. */
const COLORS = {
  bg_color: "--paper",
  secondary_bg_color: "--raised",
  text_color: "--ink",
  hint_color: "--soft",
  link_color: "--link",
  button_color: "--accent",
  button_text_color: "--accent-ink",
};
const NO_INSETS = { top: 0, bottom: 0, left: 0, right: 0 };

let dialog = /** @type {any} */ (null);
let frame = /** @type {any} */ (null);

export function startWebApp() {
  on("web_app", open);
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow) return;
    const { eventType, eventData } = JSON.parse(event.data);
    HEARD[eventType]?.(eventData);
  });
  scheme.addEventListener("change", () => frame && say("theme_changed", { theme_params: theme() }));
}

/** @param {string} url with what the page is told behind its # */
function open(url) {
  dialog?.close();
  const address = `${url}&tgWebAppThemeParams=${encodeURIComponent(JSON.stringify(theme()))}`;
  const back = el(
    "button",
    {
      type: "button",
      class: "round back",
      hidden: true,
      "aria-label": t("back"),
      onclick: () => say("back_button_pressed"),
    },
    icon("back"),
  );
  const close = el(
    "button",
    { type: "button", class: "round", "aria-label": t("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  frame = el("iframe", { src: address, title: store.bot.first_name, allow: "clipboard-write" });
  dialog = el(
    "dialog",
    { class: "webapp", "aria-label": store.bot.first_name },
    el("header", {}, back, el("h2", { dir: "auto" }, store.bot.first_name), close),
    frame,
  );
  dialog.addEventListener("close", ({ target }) => {
    target.remove();
    if (target === dialog) dialog = frame = null;
  });
  dialog.addEventListener("click", (/** @type {Event} */ event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  frame.focus();
}

/** Tell the Mini App something. @param {string} eventType @param {any} [eventData] */
function say(eventType, eventData = {}) {
  frame.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), new URL(frame.src).origin);
}

/** What a Mini App may ask of the app around it; see "Events" of Telegram's Mini Apps. */
const HEARD = /** @type {Record<string, (data: any) => void>} */ ({
  web_app_setup_back_button: ({ is_visible }) => (dialog.querySelector(".back").hidden = !is_visible),
  web_app_request_theme: () => say("theme_changed", { theme_params: theme() }),
  web_app_request_safe_area: () => say("safe_area_changed", NO_INSETS),
  web_app_request_content_safe_area: () => say("content_safe_area_changed", NO_INSETS),
  web_app_request_viewport: () =>
    say("viewport_changed", { height: frame.clientHeight, is_expanded: true, is_state_stable: true }),
  web_app_close: () => dialog.close(),
  web_app_open_link: ({ url }) =>
    safeUrl(url) && window.open(safeUrl(url) ?? "", "_blank", "noopener,noreferrer"),
  web_app_open_tg_link({ path_full }) {
    dialog.close();
    followLink(`https://t.me${path_full}`);
  },
});

/** This page's colours as Telegram names them. */
function theme() {
  const style = getComputedStyle(root);
  return Object.fromEntries(
    Object.entries(COLORS).map(([name, property]) => [name, style.getPropertyValue(property).trim()]),
  );
}
