/**
 * What the page needs of Telegram's own script, in its words, for where that script is out of reach: the demo
 * needs no network, and some networks let Telegram's app through but not its web site.
 */

/** @typedef {import("./telegram.js").Launch} Launch */

const INSETS = ["top", "bottom", "left", "right"];

/** The WebApp of Telegram's script. @param {Launch} launch */
export function standIn(launch) {
  const outer = /** @type {any} */ (window);
  const heard = new EventTarget();
  const version = new URLSearchParams(location.hash.slice(1)).get("tgWebAppVersion") ?? "6.0";

  /** @param {string} eventType @param {any} [eventData] */
  const post = (eventType, eventData = "") => {
    if (outer.TelegramWebviewProxy)
      outer.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
    else if ("notify" in (outer.external ?? {}))
      outer.external.notify(JSON.stringify({ eventType, eventData }));
    else outer.parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
  };

  const app = {
    themeParams: launch.theme,
    isVersionAtLeast: (/** @type {string} */ wanted) => compare(version, wanted) >= 0,
    onEvent: (/** @type {string} */ name, /** @type {() => void} */ run) => heard.addEventListener(name, run),
    BackButton: {
      onClick: (/** @type {() => void} */ run) => heard.addEventListener("back", run),
      show: () => post("web_app_setup_back_button", { is_visible: true }),
      hide: () => post("web_app_setup_back_button", { is_visible: false }),
    },
    HapticFeedback: {
      impactOccurred: (/** @type {string} */ impact_style) => feel({ type: "impact", impact_style }),
      notificationOccurred: (/** @type {string} */ notification_type) =>
        feel({ type: "notification", notification_type }),
      selectionChanged: () => feel({ type: "selection_change" }),
    },
    setHeaderColor: (/** @type {string} */ color) => post("web_app_set_header_color", { color }),
    setBackgroundColor: (/** @type {string} */ color) => post("web_app_set_background_color", { color }),
    disableVerticalSwipes: () => post("web_app_setup_swipe_behavior", { allow_vertical_swipe: false }),
    openLink: (/** @type {string} */ url) => post("web_app_open_link", { url }),
    openTelegramLink: (/** @type {string} */ url) =>
      post("web_app_open_tg_link", { path_full: url.replace("https://t.me", "") }),
    expand: () => post("web_app_expand"),
    ready: () => post("web_app_ready"),
  };
  /** @param {Record<string, string>} how */
  const feel = (how) => post("web_app_trigger_haptic_feedback", how);

  /** What the app says. @param {string} eventType @param {any} eventData */
  const receiveEvent = (eventType, eventData) => {
    if (eventType === "theme_changed") {
      app.themeParams = eventData.theme_params;
      heard.dispatchEvent(new Event("themeChanged"));
    } else if (eventType === "back_button_pressed") heard.dispatchEvent(new Event("back"));
    else if (eventType === "visibility_changed" && eventData.is_visible)
      heard.dispatchEvent(new Event("activated"));
    else if (eventType === "safe_area_changed") inset("safe-area-inset", eventData);
    else if (eventType === "content_safe_area_changed") inset("content-safe-area-inset", eventData);
  };

  outer.Telegram = { WebView: { receiveEvent } };
  outer.TelegramGameProxy = { receiveEvent };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || window.parent === window) return;
    const said = parsed(event.data);
    if (said) receiveEvent(said.eventType, said.eventData);
  });
  for (const asked of ["iframe_ready", "web_app_request_theme", "web_app_request_safe_area"]) post(asked);
  post("web_app_request_content_safe_area");
  return app;
}

/** @param {string} name @param {Record<string, number>} insets */
function inset(name, insets) {
  for (const side of INSETS)
    document.documentElement.style.setProperty(`--tg-${name}-${side}`, `${Number(insets[side]) || 0}px`);
}

/** @param {any} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} one @param {string} other */
function compare(one, other) {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  return a[0] - b[0] || (a[1] ?? 0) - (b[1] ?? 0);
}
