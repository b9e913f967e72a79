/** What comes up over the page: short notes, alerts and small questions. */

import { act } from "./actions.js";
import { avatar, byId, el, fill, icon } from "./dom.js";
import { PLACES, placeName } from "./places.js";
import { on, show, store } from "./store.js";
import { followLink, safeUrl } from "./actions.js";
import { language, t } from "./words.js";

const TOAST_MS = 3500;
const STICKERS = [
  "👍",
  "👋",
  "🎉",
  "😀",
  "😂",
  "😍",
  "🤔",
  "😴",
  "🙏",
  "👏",
  "🔥",
  "💯",
  "⭐",
  "🚀",
  "🤖",
  "🐼",
];

export function startDialogs() {
  on("toast", toast);
  on("refused", (why) => toast(why === null ? t("offline") : t("refused", { why })));
  on("answer", ({ text, show_alert: alert, url }) => {
    if (url) openAnswer(url);
    else if (text) (alert ? showAlert : toast)(text);
  });
}

/** @param {string} url */
function openAnswer(url) {
  const safe = safeUrl(url);
  if (safe && !followLink(safe)) window.open(safe, "_blank", "noopener,noreferrer");
}

/** @param {string} text */
export function toast(text) {
  const note = el("div", { class: "toast" }, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** @param {string} text */
function showAlert(text) {
  const dialog = opened("alert", el("p", { class: "alert-text" }, text));
  dialog.append(
    el(
      "div",
      { class: "dialog-buttons" },
      el(
        "button",
        { type: "button", class: "primary", autofocus: true, onclick: () => dialog.close() },
        t("ok"),
      ),
    ),
  );
  dialog.showModal();
}

/**
 * A dialog that goes away when it is closed, by Escape or a press beside it too.
 * @param {string} name
 * @param {...any} children
 */
function opened(name, ...children) {
  const dialog = el("dialog", { class: `dialog ${name}` }, ...children);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (/** @type {Event} */ event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return dialog;
}

/** @param {string} title @param {any} dialog */
function head(title, dialog) {
  const close = el(
    "button",
    { type: "button", class: "round", "aria-label": t("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  const heading = el("h2", { id: "dialog-title" }, title);
  dialog.setAttribute("aria-labelledby", "dialog-title");
  return el("div", { class: "dialog-head" }, heading, close);
}

/** Choose a city and send its place. @param {number | null} replyTo */
export function askForPlace(replyTo) {
  const dialog = opened("places");
  const search = el("input", {
    type: "search",
    class: "field",
    placeholder: t("search_city"),
    "aria-label": t("search_city"),
    autofocus: true,
  });
  const list = el("ul", { class: "place-list" });
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = PLACES.filter((place) =>
      place.slice(0, 3).some((name) => String(name).toLowerCase().includes(wanted)),
    );
    fill(
      list,
      ...found.map((place) => placeRow(place, dialog, replyTo)),
      !found.length && el("li", { class: "empty" }, t("no_city")),
    );
  };
  search.addEventListener("input", draw);
  search.addEventListener(
    "keydown",
    (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && list.querySelector("button")?.click(),
  );
  dialog.append(head(t("send_location"), dialog), search, list);
  draw();
  dialog.showModal();
}

/** @param {(typeof PLACES)[number]} place @param {any} dialog @param {number | null} replyTo */
function placeRow(place, dialog, replyTo) {
  const send = () => {
    dialog.close();
    act("location", { latitude: place[3], longitude: place[4], reply_to: replyTo });
  };
  return el(
    "li",
    {},
    el("button", { type: "button", onclick: send }, icon("location"), placeName(place, language())),
  );
}

/**
 * Choose a chat of those kinds in which one may write, and go there.
 * @param {Record<string, any>} allowed a SwitchInlineQueryChosenChat of the Bot API
 * @param {() => void} then
 */
export function askForChat(allowed, then) {
  const dialog = opened("places chats");
  const go = (/** @type {number} */ id) => {
    dialog.close();
    show(id);
    then();
  };
  const fit = [...store.chats.values()].filter(({ type, moved }) =>
    type === "private" ? allowed.allow_bot_chats : /group$/.test(type) && !moved && allowed.allow_group_chats,
  );
  const rows = fit.map((chat) =>
    el("li", {}, el("button", { type: "button", onclick: () => go(chat.id) }, avatar(chat, chat.title), chat.title)),
  );
  dialog.append(
    head(t("choose_chat"), dialog),
    el("ul", { class: "place-list" }, ...rows, !rows.length && el("li", { class: "empty" }, t("no_chat"))),
  );
  dialog.showModal();
}

/** Choose a sticker and send it. @param {number | null} replyTo */
export function askForSticker(replyTo) {
  const dialog = opened("stickers");
  const send = (/** @type {string} */ emoji) => {
    dialog.close();
    act("sticker", { emoji, reply_to: replyTo });
  };
  const buttons = STICKERS.map((emoji) =>
    el("button", { type: "button", onclick: () => send(emoji) }, emoji),
  );
  dialog.append(head(t("send_sticker"), dialog), el("div", { class: "sticker-grid" }, ...buttons));
  dialog.showModal();
}

/**
 * Ask for the name and language of a new person.
 * @param {string[][]} languages
 * @param {(name: string, code: string) => void} add
 */
export function askForPerson(languages, add) {
  const dialog = opened("new-person");
  const name = el("input", {
    class: "field",
    required: true,
    maxlength: 64,
    autofocus: true,
    autocomplete: "off",
  });
  const code = el(
    "select",
    { class: "field" },
    ...languages.map(([value, label]) => el("option", { value }, label)),
  );
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!name.value.trim()) return;
    add(name.value.trim(), code.value);
    dialog.close();
  };
  const buttons = el(
    "div",
    { class: "dialog-buttons" },
    el("button", { type: "button", onclick: () => dialog.close() }, t("cancel")),
    el("button", { class: "primary" }, t("add")),
  );
  const form = el(
    "form",
    { onsubmit: submit },
    el("label", {}, t("name"), name),
    el("label", {}, t("language"), code),
    buttons,
  );
  dialog.append(head(t("new_person"), dialog), form);
  dialog.showModal();
}
