/** What the person does, as the sandbox is asked for it. */

import { Live } from "./live.js";
import { emit, me, openChat, pressed, isPending, receive, show, store } from "./store.js";
import { t } from "./words.js";

export const live = new Live(receive, (connected) => emit("connection", connected));

/** Ask for something in the open chat. @param {string} what @param {Record<string, any>} [details] */
export function act(what, details = {}) {
  if (!live.do(what, { chat: store.open, ...details })) emit("refused", null);
}

/** @param {string} text @param {number | null} [replyTo] */
export function sendText(text, replyTo = null) {
  act("send", { text, reply_to: replyTo });
}

/** A command that was clicked: in a group it names the bot, as Telegram does. @param {string} command */
export function sendCommand(command) {
  const group = openChat()?.type !== "private";
  sendText(group && !command.includes("@") ? `${command}@${store.bot.username}` : command);
}

/** Start the bot, with the payload of the deep link that was followed. */
export function sendStart() {
  const payload = store.deepLink;
  store.deepLink = null;
  if (me().blocked) live.do("unblock");
  sendText(payload ? `/start ${payload}` : "/start");
}

/** @param {import("./store.js").Message} message @param {string} data */
export function press(message, data) {
  const chat = message.chat.id;
  if (isPending(chat, message.message_id, data)) return;
  if (live.do("press", { chat, message: message.message_id, data })) pressed(chat, message.message_id, data);
  else emit("refused", null);
}

/** Become another user. @param {number} id */
export function become(id) {
  const address = new URL(location.href);
  address.search = `?user=${id}`;
  history.replaceState(null, "", address);
  live.connect(String(id));
}

/** @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    emit("toast", t("copied"));
  } catch (error) {
    emit("refused", error);
  }
}

/**
 * The links to our bot are followed inside the page; true when `url` was one of them.
 * @param {string} url
 */
export function followLink(url) {
  const target = botLink(url);
  if (!target) return false;
  if (target.has("startgroup")) {
    const group = [...store.chats.values()].find(({ type, moved }) => /group$/.test(type) && !moved);
    if (group) {
      show(group.id);
      act("add_bot");
      sendText(`/start@${store.bot.username} ${target.get("startgroup")}`.trim());
    }
    return true;
  }
  followStart(target.get("start"));
  return true;
}

/** Go to the bot's own chat, to start it there with a deep link's payload. @param {string | null} payload */
export function followStart(payload) {
  store.deepLink = payload;
  show(store.me);
}

/** The query of a link to our bot, else null. @param {string} url */
function botLink(url) {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, searchParams } = new URL(url);
  const web = /^https?:$/.test(protocol) && /^(www\.)?(t|telegram)\.(me|dog)$/.test(host);
  const name = web ? pathname.slice(1) : protocol === "tg:" ? searchParams.get("domain") : null;
  return name?.toLowerCase() === store.bot.username.toLowerCase() ? searchParams : null;
}

/** An address that is safe to open, else null. @param {string} url */
export function safeUrl(url) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  return URL.canParse(whole) && /^(https?|tg|mailto|tel):$/.test(new URL(whole).protocol) ? whole : null;
}
