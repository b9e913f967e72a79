/** Pictures, files, stickers and places inside a bubble. */

import { el, icon } from "./dom.js";
import { placeAt, placeName } from "./places.js";
import { language, locale, t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */

const WIDEST = 400;
const HIGHEST = 420;

/** What `message` carries besides text, or null. @param {Message} message */
export function media(message) {
  if (message.photo) return photo(message.photo);
  if (message.sticker)
    return el(
      "div",
      { class: "sticker", role: "img", "aria-label": `${t("sticker")} ${message.sticker.emoji ?? ""}` },
      message.sticker.emoji ?? "🙂",
    );
  if (message.venue) return place(message.venue.location, `${message.venue.title}, ${message.venue.address}`);
  if (message.location) return place(message.location);
  const file = message.document ?? message.audio ?? message.video ?? message.voice;
  return file ? download(file) : null;
}

/**
 * One line about `message`, for lists, quotes and screen readers.
 * @param {Message} message
 * @returns {string}
 */
export function summary(message) {
  const text = message.text ?? message.caption ?? service(message);
  if (text) return text;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${t("sticker")}`.trim();
  if (message.photo) return t("photo");
  if (message.location || message.venue) return t("location");
  return message.document?.file_name ?? t("unknown_message");
}

/**
 * What happened to the chat, for a message that says nothing itself; else null.
 * @param {Message} message
 * @returns {string | null}
 */
export function service(message) {
  const who = message.from?.first_name ?? "";
  const name = (/** @type {any[]} */ users) => users.map((user) => user.first_name).join(", ");
  if (message.new_chat_members) return t("joined", { who, name: name(message.new_chat_members) });
  if (message.left_chat_member) return t("left", { who, name: message.left_chat_member.first_name });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("migrated");
  if (message.group_chat_created || message.supergroup_chat_created) return t("created", { who });
  if (message.pinned_message) return t("pinned", { who, text: summary(message.pinned_message) });
  return null;
}

/** @param {{file_id: string, width: number, height: number}[]} sizes */
function photo(sizes) {
  const { file_id, width, height } = sizes[sizes.length - 1];
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  const shown = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const image = el("img", { src: `/media/${file_id}`, alt: t("photo"), loading: "lazy", ...shown });
  return el("a", { class: "photo", href: `/media/${file_id}`, target: "_blank", rel: "noopener" }, image);
}

/** @param {{file_id: string, file_name?: string, file_size?: number}} file */
function download(file) {
  const name = file.file_name ?? t("file");
  const details = el(
    "span",
    { class: "file-words" },
    el("span", { class: "file-name" }, name),
    el("span", { class: "file-size" }, size(file.file_size ?? 0)),
  );
  return el(
    "a",
    { class: "file", href: `/media/${file.file_id}`, download: name },
    el("span", { class: "file-icon" }, icon("file")),
    details,
  );
}

/** @param {number} bytes */
function size(bytes) {
  const step = Math.min(2, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const unit = ["byte", "kilobyte", "megabyte"][step];
  const value = bytes / 1024 ** step;
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}

/** @param {{latitude: number, longitude: number}} where @param {string} [title] */
function place({ latitude, longitude }, title) {
  const city = placeAt(latitude, longitude);
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
  const name = title ?? (city ? placeName(city, language()) : t("location"));
  const words = el(
    "span",
    { class: "file-words" },
    el("span", { class: "file-name" }, name),
    el("span", { class: "file-size" }, `${number.format(latitude)}°, ${number.format(longitude)}°`),
  );
  return el("div", { class: "place" }, el("div", { class: "map" }, icon("location")), words);
}
