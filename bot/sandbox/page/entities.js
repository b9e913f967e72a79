/** Formatted text: a Bot API text and its entities, as elements. Offsets are UTF-16 units, as in JavaScript. */

import { copyText, followLink, safeUrl, sendCommand } from "./actions.js";
import { el, icon } from "./dom.js";
import { entityTime } from "./moments.js";
import { now, show, store } from "./store.js";
import { locale, t } from "./words.js";

/** @typedef {{type: string, offset: number, length: number, url?: string, language?: string, unix_time?: number, date_time_format?: string}} Entity */
/** @typedef {{start: number, end: number, entity: Entity}} Span */

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = /** @type {Record<string, string>} */ ({
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
});

/**
 * @param {string} text
 * @param {Entity[]} [entities]
 * @returns {(Node | string)[]}
 */
export function formatted(text, entities = []) {
  const spans = entities
    .map((entity) => ({
      start: entity.offset,
      end: Math.min(entity.offset + entity.length, text.length),
      entity,
    }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return nested(text, 0, text.length, spans);
}

/**
 * The part of `text` from `start` to `end`. A span that crosses the end of another is cut there and goes on after it.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Span[]} spans by start, the longer first
 */
function nested(text, start, end, spans) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let at = start;
  let left = spans;
  while (left.length) {
    const [{ start: from, end: to, entity }, ...rest] = left;
    nodes.push(text.slice(at, from));
    const inside = rest
      .filter((span) => span.start < to)
      .map((span) => ({ ...span, end: Math.min(span.end, to) }));
    left = rest.filter((span) => span.end > to).map((span) => ({ ...span, start: Math.max(span.start, to) }));
    nodes.push(wrapped(entity, text.slice(from, to), nested(text, from, to, inside)));
    at = to;
    // The line break after a block is the block's own.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  nodes.push(text.slice(at, end));
  return nodes.filter((node) => node !== "");
}

/** @param {Entity} entity @param {string} text @param {(Node | string)[]} inside @returns {Node} */
function wrapped(entity, text, inside) {
  const plain = TAGS[entity.type];
  return plain
    ? el(plain, {}, ...inside)
    : (SPECIAL[entity.type]?.(entity, text, inside) ?? el("span", {}, ...inside));
}

const SPECIAL =
  /** @type {Record<string, (entity: Entity, text: string, inside: (Node | string)[]) => Node>} */ ({
    url: (_, text, inside) => link(text, inside),
    text_link: (entity, _, inside) => link(entity.url ?? "", inside),
    email: (_, text, inside) => link(`mailto:${text}`, inside),
    phone_number: (_, text, inside) => link(`tel:${text.replace(/[^+\d]/g, "")}`, inside),
    hashtag: (_, __, inside) => el("span", { class: "tag" }, ...inside),
    cashtag: (_, __, inside) => el("span", { class: "tag" }, ...inside),
    bot_command: (_, text, inside) =>
      el("button", { type: "button", class: "link", onclick: () => sendCommand(text) }, ...inside),
    mention(_, text, inside) {
      const ours = text.toLowerCase() === `@${store.bot.username}`.toLowerCase();
      if (!ours) return el("span", { class: "tag" }, ...inside);
      return el("button", { type: "button", class: "link", onclick: () => show(store.me) }, ...inside);
    },
    text_mention: (_, __, inside) => el("span", { class: "tag" }, ...inside),
    spoiler: (_, __, inside) => spoiler(inside),
    pre: (entity, text, inside) => codeBlock(entity.language ?? "", text, inside),
    blockquote: (_, __, inside) => el("blockquote", {}, ...inside),
    expandable_blockquote: (_, __, inside) => expandable(inside),
    date_time: (entity, text, inside) => moment(entity, text, inside),
  });

/** @param {string} url @param {(Node | string)[]} inside */
function link(url, inside) {
  const href = safeUrl(url);
  if (!href) return el("span", {}, ...inside);
  const follow = (/** @type {Event} */ event) => followLink(href) && event.preventDefault();
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", onclick: follow }, ...inside);
}

/** @param {(Node | string)[]} inside */
function spoiler(inside) {
  const cover = el(
    "span",
    { class: "spoiler", role: "button", tabindex: 0, "aria-label": t("spoiler") },
    el("span", {}, ...inside),
  );
  const reveal = (/** @type {any} */ event) => {
    if (event.key && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    cover.classList.add("revealed");
  };
  cover.addEventListener("click", reveal, { once: true });
  cover.addEventListener("keydown", reveal);
  return cover;
}

/** @param {string} name @param {string} text @param {(Node | string)[]} inside */
function codeBlock(name, text, inside) {
  const button = el(
    "button",
    { type: "button", "aria-label": t("copy"), title: t("copy"), onclick: () => copyText(text) },
    icon("copy"),
  );
  return el(
    "div",
    { class: "code-block" },
    el("div", { class: "code-head" }, el("span", {}, name), button),
    el("pre", {}, ...inside),
  );
}

/** @param {(Node | string)[]} inside */
function expandable(inside) {
  const quote = el("blockquote", { class: "expandable" }, el("div", {}, ...inside));
  const toggle = el(
    "button",
    { type: "button", class: "expand", "aria-expanded": "false", "aria-label": t("more") },
    icon("down"),
  );
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("expanded");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", t(open ? "less" : "more"));
  });
  quote.append(toggle);
  return quote;
}

/** @param {Entity} entity @param {string} text @param {(Node | string)[]} inside */
function moment(entity, text, inside) {
  const at = (entity.unix_time ?? 0) * 1000;
  const letters = entity.date_time_format ?? "";
  const title = entityTime(at, "wDT", locale(), now());
  const node = el("time", { class: "moment", datetime: new Date(at).toISOString(), title });
  if (!letters) node.append(...inside);
  else node.textContent = entityTime(at, letters, locale(), now());
  if (letters === "r") node.dataset.relative = String(at);
  return node;
}

/** Relative times grow old: write them anew. */
export function refreshRelativeTimes() {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-relative]"))) {
    node.textContent = entityTime(Number(node.dataset.relative), "r", locale(), now());
  }
}
