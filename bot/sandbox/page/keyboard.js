/** The buttons under a message. */

import { copyText, followLink, live, press, safeUrl } from "./actions.js";
import { askForChat } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { emit, isPending, store } from "./store.js";
import { t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */
/** @typedef {Record<string, any> & {text: string, style?: string}} Button an InlineKeyboardButton of the Bot API */

/** Where what a plain `switch_inline_query` offers may go, in the words of SwitchInlineQueryChosenChat. */
const ANY_CHAT = { allow_bot_chats: true, allow_group_chats: true, allow_channel_chats: true };

/** The inline keyboard of `message`, or null. @param {Message} message */
export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const keyboard = el("div", { class: "keyboard", role: "group", "aria-label": t("buttons") });
  for (const row of rows) {
    keyboard.append(
      el(
        "div",
        { class: "keyboard-row" },
        ...row.map((/** @type {Button} */ button) => drawn(message, button)),
      ),
    );
  }
  return keyboard;
}

/** @param {Message} message @param {Button} button */
function drawn(message, button) {
  const style = ["primary", "success", "danger"].includes(button.style ?? "") ? ` ${button.style}` : "";
  const common = { class: `key${style}`, title: button.text };
  const words = el("span", { class: "key-text" }, button.text);
  const url = safeUrl(button.url ?? button.login_url?.url ?? "");
  if (button.url || button.login_url) {
    if (!url) return el("button", { ...common, type: "button", disabled: true }, words);
    const follow = (/** @type {Event} */ event) => followLink(url) && event.preventDefault();
    const mark = el("span", { class: "key-mark" }, icon("out"));
    return el(
      "a",
      { ...common, href: url, target: "_blank", rel: "noopener noreferrer", onclick: follow },
      words,
      mark,
    );
  }
  const { mark, run } = behaviour(message, button);
  const key = el(
    "button",
    { ...common, type: "button", onclick: run, disabled: !run },
    words,
    mark && el("span", { class: "key-mark" }, icon(mark)),
  );
  if (button.callback_data !== undefined) {
    key.dataset.data = button.callback_data;
    markPending(key, isPending(message.chat.id, message.message_id, button.callback_data));
  }
  return key;
}

/**
 * What a press does, and the little sign for it.
 * @param {Message} message
 * @param {Button} button
 * @returns {{mark?: any, run?: () => void}}
 */
function behaviour(message, button) {
  if (button.callback_data !== undefined) return { run: () => press(message, button.callback_data) };
  if (button.web_app) return { mark: "app", run: () => live.do("web_app", { url: button.web_app.url }) };
  if (button.copy_text) return { mark: "copy", run: () => copyText(button.copy_text.text) };
  if (button.switch_inline_query_current_chat !== undefined)
    return { run: () => askInline(button.switch_inline_query_current_chat) };
  const elsewhere = button.switch_inline_query_chosen_chat ?? {
    query: button.switch_inline_query,
    ...ANY_CHAT,
  };
  if (elsewhere.query !== undefined)
    return { mark: "forward", run: () => askForChat(elsewhere, () => askInline(elsewhere.query)) };
  return {};
}

/** Begin an inline query in the open chat. @param {string} query */
function askInline(query) {
  emit("compose", `@${store.bot.username} ${query}`);
}

/** @param {HTMLElement} key @param {boolean} busy */
function markPending(key, busy) {
  key.classList.toggle("busy", busy);
  if (busy) key.setAttribute("aria-busy", "true");
  else key.removeAttribute("aria-busy");
}

/** Show again which buttons below `node` wait for their answer. @param {Element} node @param {number} chat @param {number} message */
export function refreshPending(node, chat, message) {
  for (const key of /** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll("[data-data]"))) {
    markPending(key, isPending(chat, message, key.dataset.data ?? ""));
  }
}
