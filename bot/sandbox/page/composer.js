/** Below the messages: the text field and its buttons, or the one button to start or to unblock. */

import { act, live, sendStart, sendText } from "./actions.js";
import { attachments } from "./attach.js";
import { toEnd } from "./conversation.js";
import { byId, el, fill, icon } from "./dom.js";
import { InlineMode } from "./inlinemode.js";
import { summary } from "./media.js";
import { openMenu } from "./menu.js";
import { ReplyKeyboard } from "./replykeyboard.js";
import { me, on, openChat, store } from "./store.js";
import { Suggestions } from "./suggestions.js";
import { t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */

const below = byId("below");
const fine = matchMedia("(pointer: fine)");
/** What the next text answers or replaces. @type {{message: Message, edits: boolean} | null} */
let about = null;

const field = /** @type {HTMLTextAreaElement} */ (
  el("textarea", {
    rows: 1,
    "aria-controls": "suggestions inline-results",
    "aria-autocomplete": "list",
    enterkeyhint: "send",
    maxlength: 4096,
  })
);
const suggestions = new Suggestions(field, clear);
const inline = new InlineMode(field, clear);
const keyboard = new ReplyKeyboard(() => replyTo());
const aboutBar = el("div", { class: "about", hidden: true });
const commandsButton = el(
  "button",
  { type: "button", class: "round commands-button", onclick: allCommands },
  icon("slash"),
);
const menuButton = el("button", { type: "button", class: "menu-button", hidden: true });
const attachButton = el(
  "button",
  { type: "button", class: "round", "aria-haspopup": "menu" },
  icon("attach"),
);
const sendButton = el("button", { class: "round send" }, icon("send"));
const form = el("form", { class: "composer" }, menuButton, commandsButton, attachButton, field, sendButton);
const big = el("button", { type: "button", class: "big-button" });
const latest = el(
  "button",
  { type: "button", class: "round latest", hidden: true, onclick: () => toEnd(true) },
  icon("down"),
);

export function startComposer() {
  below.append(latest, suggestions.node, inline.node, big, aboutBar, form, keyboard.node);
  for (const event of ["open", "users", "chats", "message", "language"]) on(event, draw);
  on("open", forget);
  on("reply", (message) => concern(message, false));
  on("edit", (message) => concern(message, true));
  on("compose", compose);
  attachButton.addEventListener("click", () => openMenu(attachButton, attachments(replyTo)));
  form.addEventListener("submit", submit);
  field.addEventListener("keydown", key);
  field.addEventListener("input", grow);
  field.addEventListener("blur", () => {
    suggestions.hide();
    inline.hide();
  });
  document.addEventListener("keydown", typeAnywhere);
  byId("scroller").addEventListener("scroll", showLatest, { passive: true });
}

function draw() {
  const chat = openChat();
  if (!chat) return;
  const fresh =
    chat.type === "private" && (store.deepLink !== null || (!chat.started && !chat.messages.length));
  const blocked = chat.type === "private" && me().blocked;
  const absent = chat.type !== "private" && !["member", "administrator"].includes(chat.bot_status);
  const read = chat.type === "channel";
  form.hidden = fresh || blocked || read;
  big.hidden = read || !(fresh || blocked || absent);
  keyboard.node.classList.toggle("away", form.hidden);
  fill(big, t(blocked ? "unblock" : absent ? "add_bot" : "start"));
  big.onclick = blocked ? () => live.do("unblock") : absent ? () => act("add_bot") : sendStart;
  field.placeholder = chat.reply_keyboard?.input_field_placeholder ?? t("write");
  const names = /** @type {[any, string][]} */ ([
    [field, "write"],
    [commandsButton, "commands"],
    [attachButton, "attach"],
    [sendButton, "send"],
    [latest, "latest"],
  ]);
  for (const [node, name] of names) node.setAttribute("aria-label", t(name));
  for (const node of [commandsButton, attachButton, sendButton, latest])
    node.title = node.getAttribute("aria-label");
  commandsButton.hidden = !chat.commands.length;
  const menu = chat.menu_button?.type === "web_app" && chat.menu_button;
  menuButton.hidden = !menu;
  fill(menuButton, menu && menu.text);
  menuButton.onclick = () => live.do("web_app", { url: menu.web_app.url });
  sendButton.disabled = !field.value.trim();
  keyboard.draw(chat);
}

const replyTo = () => (about && !about.edits ? about.message.message_id : null);

/** @param {Message} message @param {boolean} edits */
function concern(message, edits) {
  about = { message, edits };
  if (edits) field.value = message.text;
  const title = edits ? t("editing") : t("reply_to", { name: message.from.first_name });
  const words = el(
    "div",
    { class: "about-words" },
    el("strong", {}, title),
    el("span", {}, summary(message)),
  );
  const close = el(
    "button",
    { type: "button", class: "round", "aria-label": t("cancel"), onclick: clear },
    icon("close"),
  );
  fill(aboutBar, icon(edits ? "edit" : "reply"), words, close);
  aboutBar.hidden = false;
  grow();
  field.focus();
}

function forget() {
  about = null;
  aboutBar.hidden = true;
  if (fine.matches && !form.hidden) field.focus({ preventScroll: true });
}

function clear() {
  if (about?.edits || !field.value.trim() || field.value.startsWith("/")) field.value = "";
  forget();
  grow();
}

/** @param {Event} event */
function submit(event) {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  if (about?.edits) act("edit", { message: about.message.message_id, text });
  else sendText(text, replyTo());
  field.value = "";
  clear();
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.isComposing || suggestions.key(event) || inline.key(event)) return;
  if (event.key === "Escape" && about) clear();
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit();
}

function grow() {
  field.style.setProperty("height", "auto");
  field.style.setProperty("height", `${field.scrollHeight}px`);
  sendButton.disabled = !field.value.trim();
  suggestions.update();
  inline.update();
}

function allCommands() {
  if (!suggestions.node.hidden) return suggestions.hide();
  field.focus();
  suggestions.update(true);
}

/** @param {string} text */
function compose(text) {
  field.value = text;
  grow();
  field.focus();
}

/** Typing goes to the field, wherever one is. @param {KeyboardEvent} event */
function typeAnywhere(event) {
  const target = /** @type {Element} */ (event.target);
  const taken =
    target.closest("input, textarea, select, dialog, [popover]") ||
    (event.key === " " && target.closest("button, a, [role]"));
  if (taken || form.hidden || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey)
    return;
  field.focus();
}

function showLatest() {
  const { scrollHeight, scrollTop, clientHeight } = byId("scroller");
  latest.hidden = scrollHeight - scrollTop - clientHeight < 300;
}
