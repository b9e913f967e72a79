/** The head of the open chat: its name, what the bot is doing, and what can be done with the chat. */

import { act, live, sendStart } from "./actions.js";
import { avatar, byId, el, fill, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { botPicture } from "./sidebar.js";
import { emit, me, on, openChat, store } from "./store.js";
import { t } from "./words.js";

const header = byId("header");

export function startHeader() {
  for (const event of ["open", "users", "chats", "language"]) on(event, draw);
  on("typing", subtitle);
}

function draw() {
  const chat = openChat();
  if (!chat) return;
  const open = el(
    "button",
    {
      type: "button",
      id: "open-sidebar",
      class: "round open-sidebar",
      "aria-label": t("open_sidebar"),
      onclick: () => emit("sidebar"),
    },
    icon("menu"),
  );
  if (store.elsewhere.size) open.append(el("span", { class: "news" }));
  const more = el(
    "button",
    { type: "button", class: "round", "aria-label": t("chat_menu"), "aria-haspopup": "menu" },
    icon("more"),
  );
  more.addEventListener("click", () => openMenu(more, choices(chat)));
  more.hidden = !choices(chat).length;
  const words = el(
    "div",
    { class: "header-words" },
    el("h1", { dir: "auto" }, chat.title),
    el("p", { id: "subtitle" }),
  );
  fill(header, open, chat.type === "private" ? botPicture() : avatar(chat, chat.title), words, more);
  document.title = chat.title;
  subtitle();
}

function subtitle() {
  const chat = openChat();
  const line = byId("subtitle");
  if (!chat || !line) return;
  const typing = store.typing.has(chat.id);
  line.classList.toggle("typing", typing);
  if (typing) fill(line, t("typing"));
  else fill(line, chat.type === "private" ? t("bot") : groupLine(chat));
}

/** "4 members · admin", "3 subscribers" @param {import("./store.js").Chat} chat */
function groupLine(chat) {
  if (chat.type === "channel") return t("subscribers", { n: Object.keys(chat.members).length });
  const bot = ["member", "administrator"].includes(chat.bot_status) ? 1 : 0;
  const members = t("members", { n: Object.keys(chat.members).length + bot });
  const status = /** @type {Record<string, string>} */ ({ creator: "owner", administrator: "admin" })[
    chat.members[store.me]
  ];
  return status ? `${members} · ${t(status)}` : members;
}

/** @param {import("./store.js").Chat} chat @returns {import("./menu.js").Choice[]} */
function choices(chat) {
  if (chat.type === "channel") return [];
  if (chat.type !== "private") {
    const here = ["member", "administrator"].includes(chat.bot_status);
    if (here) return [{ icon: "block", label: t("remove_bot"), run: () => act("remove_bot"), danger: true }];
    return [{ icon: "plus", label: t("add_bot"), run: () => act("add_bot") }];
  }
  const restart = { icon: "start", label: t("restart"), run: sendStart };
  if (me().blocked) return [restart, { icon: "check", label: t("unblock"), run: () => live.do("unblock") }];
  return [restart, { icon: "block", label: t("block"), run: () => live.do("block"), danger: true }];
}
