/** One message as it stands in the conversation. */

import { act, copyText, sendText } from "./actions.js";
import { avatar, el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { media, service, summary } from "./media.js";
import { openMenu } from "./menu.js";
import { shortDay, timeOfDay } from "./moments.js";
import { emit, openChat, store } from "./store.js";
import { locale, t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */

const EMOJI_ONLY = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F){1,3}$/u;

/** @param {Message} message */
export function bubble(message) {
  const happened = service(message);
  if (happened) return el("li", { class: "notice", "data-id": message.message_id }, el("span", {}, happened));
  const mine = message.from.id === store.me;
  const group = /group$/.test(openChat()?.type ?? "");
  const item = el("li", { class: `message ${mine ? "mine" : "theirs"}`, "data-id": message.message_id });
  if (group && !mine) item.append(picture(message.from));
  item.append(
    el("div", { class: "stack" }, body(message, group && !mine), inlineKeyboard(message)),
    moreButton(message),
  );
  return item;
}

/** @param {import("./store.js").User} who */
export function picture(who) {
  if (who.id !== store.bot.id) return avatar(who, who.first_name);
  return el("img", { class: "avatar", src: "/page/icon.svg", alt: "" });
}

/** @param {Message} message @param {boolean} named */
function body(message, named) {
  const text = message.text ?? message.caption ?? "";
  const attached = media(message);
  const large = !attached && !message.entities && EMOJI_ONLY.test(text);
  const bare = large || message.sticker;
  const kind = [
    bare && "bare",
    large && "large",
    attached && "with-media",
    message.photo && !text && "only-photo",
  ]
    .filter(Boolean)
    .join(" ");
  const words =
    text &&
    el(
      "div",
      { class: "text" },
      ...formatted(text, message.entities ?? message.caption_entities),
      meta(message),
    );
  return el(
    "div",
    { class: `bubble ${kind}`, dir: "auto" },
    named && el("div", { class: `sender ink-${Math.abs(message.from.id) % 7}` }, message.from.first_name),
    message.via_bot && el("div", { class: "via" }, t("via", { name: message.via_bot.username })),
    message.forward_origin &&
      el(
        "div",
        { class: "forwarded" },
        icon("forward"),
        t("forwarded", { name: message.forward_origin.sender_user?.first_name ?? "" }),
      ),
    message.reply_to_message && quote(message.reply_to_message),
    attached,
    words || (attached ? null : el("div", { class: "text unknown" }, t("unknown_message"), meta(message))),
    !words && attached && meta(message),
  );
}

/** @param {Message} message */
function meta(message) {
  const at = message.date * 1000;
  const zone = store.clock.zone;
  const title = `${shortDay(at, zone, locale())}, ${timeOfDay(at, zone, true)}`;
  return el(
    "span",
    { class: "meta" },
    message.edit_date && el("span", { class: "edited" }, `${t("edited")} `),
    el("time", { datetime: new Date(at).toISOString(), title }, timeOfDay(at, zone)),
    message.from.id === store.me && el("span", { class: "tick" }, icon("check")),
  );
}

/** @param {Message} quoted */
function quote(quoted) {
  const go = () => emit("seek", quoted.message_id);
  return el(
    "button",
    { type: "button", class: "quote", onclick: go },
    el("span", { class: "quote-name" }, quoted.from.first_name),
    el("span", { class: "quote-text" }, summary(quoted)),
  );
}

/** @param {Message} message */
function moreButton(message) {
  const button = el(
    "button",
    { type: "button", class: "more", "aria-label": t("message_menu"), "aria-haspopup": "menu" },
    icon("more"),
  );
  button.addEventListener("click", () => openMenu(button, choices(message)));
  return button;
}

/** @param {Message} message @returns {import("./menu.js").Choice[]} */
export function choices(message) {
  const open = !message.has_protected_content;
  const text = open && (message.text ?? message.caption);
  const own = message.from.id === store.me && message.text;
  const copy = text && { icon: "copy", label: t("copy"), run: () => copyText(text) };
  if (openChat()?.type === "channel") return [copy].filter(Boolean);
  return [
    { icon: "reply", label: t("reply"), run: () => emit("reply", message) },
    copy,
    own && { icon: "edit", label: t("edit"), run: () => emit("edit", message) },
    own && { icon: "send", label: t("send_again"), run: () => sendText(message.text) },
    open && {
      icon: "forward",
      label: t("forward"),
      run: () => act("forward", { message: message.message_id }),
    },
  ].filter(Boolean);
}
