/** The keyboard that a bot puts in place of the letters. */

import { sendText } from "./actions.js";
import { askForPlace } from "./dialogs.js";
import { el, fill, icon } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./store.js").Chat} Chat */

export class ReplyKeyboard {
  /** @param {() => number | null} replyTo */
  constructor(replyTo) {
    this.replyTo = replyTo;
    this.node = el("div", { class: "reply-keyboard", role: "group", hidden: true });
    this.used = /** @type {any} */ (null);
  }

  /** @param {Chat} chat */
  draw(chat) {
    const markup = chat.reply_keyboard;
    const rows = markup !== this.used && markup?.keyboard;
    this.node.hidden = !rows;
    this.node.setAttribute("aria-label", t("buttons"));
    this.node.classList.toggle("compact", Boolean(markup?.resize_keyboard));
    fill(this.node, ...(rows || []).map((/** @type {any[]} */ row) => this.row(row, markup)));
  }

  /** @param {any[]} row @param {any} markup */
  row(row, markup) {
    const keys = row.map((key) => (typeof key === "string" ? { text: key } : key));
    return el("div", { class: "keyboard-row" }, ...keys.map((key) => this.key(key, markup)));
  }

  /** @param {any} key @param {any} markup */
  key(key, markup) {
    const press = () => {
      if (markup.one_time_keyboard) {
        this.used = markup;
        this.node.hidden = true;
      }
      if (key.request_location) askForPlace(this.replyTo());
      else if (key.web_app) window.open(key.web_app.url, "_blank", "noopener,noreferrer");
      else sendText(key.text, this.replyTo());
    };
    const style = ["primary", "success", "danger"].includes(key.style) ? ` ${key.style}` : "";
    return el(
      "button",
      { type: "button", class: `key${style}`, onclick: press },
      el("span", { class: "key-text" }, key.text),
      key.request_location && el("span", { class: "key-mark" }, icon("location")),
    );
  }
}
