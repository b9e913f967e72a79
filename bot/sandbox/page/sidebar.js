/** Who one is, in which language, and the chats. On a narrow page it is a drawer. */

import { become, live } from "./actions.js";
import { avatar, byId, el, fill, icon } from "./dom.js";
import { askForPerson } from "./dialogs.js";
import { summary } from "./media.js";
import { timeOfDay } from "./moments.js";
import { me, on, show, store } from "./store.js";
import { t } from "./words.js";

/** Telegram's languages that are offered, each by its own name. */
const LANGUAGES = [
  ["id", "Indonesia"],
  ["en", "English"],
  ["zh-hans", "简体中文"],
  ["zh-hant", "繁體中文"],
  ["ms", "Melayu"],
  ["jv", "Jawa"],
  ["ja", "日本語"],
  ["ar", "العربية"],
  ["", "—"],
];

const sidebar = byId("sidebar");
const scrim = byId("scrim");
const whoNode = el("div");
const chatsNode = el("nav", { class: "chats", "aria-labelledby": "chats-title" });
const narrow = matchMedia("(max-width: 719px)");

export function startSidebar() {
  sidebar.append(whoNode, chatsNode);
  for (const event of ["users", "language"]) on(event, drawWho);
  for (const event of ["users", "open", "message", "edited", "deleted", "chats", "language"])
    on(event, drawChats);
  on("sidebar", () => open(true));
  scrim.addEventListener("click", () => open(false));
  document.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && sidebar.classList.contains("opened") && open(false),
  );
  narrow.addEventListener("change", () => open(false));
  open(false);
}

/** @param {boolean} opened */
function open(opened) {
  const drawer = narrow.matches;
  const had = sidebar.contains(document.activeElement);
  sidebar.classList.toggle("opened", drawer && opened);
  sidebar.inert = drawer && !opened;
  byId("chat").inert = byId("clock").inert = drawer && opened;
  scrim.hidden = !(drawer && opened);
  if (drawer && opened) sidebar.querySelector("button")?.focus();
  else if (drawer && had) byId("open-sidebar")?.focus();
}

const drawWho = () => redrawn(whoNode, people(), languages());
const drawChats = () => redrawn(chatsNode, ...chats());

/** New content in `node`, the focus where it was. @param {any} node @param {...any} children */
function redrawn(node, ...children) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const focus = active && node.contains(active) ? active.dataset.focus : null;
  fill(node, ...children);
  if (focus) node.querySelector(`[data-focus="${focus}"]`)?.focus();
}

function people() {
  const close = el(
    "button",
    { type: "button", class: "round close-sidebar", "aria-label": t("close"), onclick: () => open(false) },
    icon("close"),
  );
  const add = el(
    "button",
    { type: "button", class: "person add-person", "data-focus": "add", onclick: addPerson },
    el("span", { class: "avatar dashed" }, icon("plus")),
    el("span", { class: "person-name" }, t("new_person")),
  );
  return el(
    "section",
    { class: "people", "aria-labelledby": "you-are" },
    el("div", { class: "sidebar-head" }, el("h2", { id: "you-are" }, t("you_are")), close),
    el("div", { class: "people-list" }, ...store.users.map(person), add),
  );
}

/** @param {import("./store.js").User} user */
function person(user) {
  const chosen = user.id === store.me;
  const news = store.elsewhere.has(user.id);
  const choose = () => {
    open(false);
    if (!chosen) become(user.id);
  };
  return el(
    "button",
    {
      type: "button",
      class: "person",
      "aria-pressed": String(chosen),
      "data-focus": `user-${user.id}`,
      onclick: choose,
    },
    avatar(user, user.first_name),
    el("span", { class: "person-name", dir: "auto" }, user.first_name),
    el("span", { class: "person-language" }, languageName(user.language_code)),
    news && el("span", { class: "news", role: "img", "aria-label": t("news") }),
  );
}

/** @param {string} [code] */
function languageName(code = "") {
  return LANGUAGES.find(([known]) => known === code)?.[1] ?? code;
}

function addPerson() {
  askForPerson(LANGUAGES, (name, code) => live.do("new_user", { name, code }));
}

function languages() {
  const code = me().language_code ?? "";
  const known = LANGUAGES.some(([other]) => other === code) ? LANGUAGES : [[code, code], ...LANGUAGES];
  const options = known.map(([value, name]) => el("option", { value, selected: value === code }, name));
  const change = (/** @type {any} */ event) => live.do("language", { code: event.target.value });
  return el(
    "label",
    { class: "language" },
    icon("language"),
    el("span", {}, t("language")),
    el("select", { "data-focus": "language", onchange: change }, ...options),
  );
}

function chats() {
  const shown = [...store.chats.values()].filter((chat) => !chat.moved);
  return [el("h2", { id: "chats-title" }, t("chats")), el("ul", {}, ...shown.map(row))];
}

/** @param {import("./store.js").Chat} chat */
function row(chat) {
  const last = chat.messages[chat.messages.length - 1];
  const unread = store.unread.get(chat.id) ?? 0;
  const choose = () => {
    open(false);
    show(chat.id);
  };
  const said =
    last &&
    (!/group$/.test(chat.type) || !last.text ? summary(last) : `${last.from.first_name}: ${summary(last)}`);
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: "chat-row",
        "aria-current": chat.id === store.open ? "true" : null,
        "data-focus": `chat-${chat.id}`,
        onclick: choose,
      },
      chat.type === "private" ? botPicture() : avatar(chat, chat.title),
      el("span", { class: "chat-title", dir: "auto" }, chat.title),
      last && el("span", { class: "chat-time" }, timeOfDay(last.date * 1000, store.clock.zone)),
      el("span", { class: "chat-last", dir: "auto" }, said ?? ""),
      unread > 0 && el("span", { class: "unread", "aria-label": t("unread", { n: unread }) }, unread),
    ),
  );
}

/** The bot's picture. */
export function botPicture() {
  return el("img", { class: "avatar", src: "/page/icon.svg", alt: "" });
}
