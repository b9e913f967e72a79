/** The open chat's messages: kept in place while they change, followed while one is at the end. */

import { bubble, choices } from "./bubble.js";
import { byId, el, fill } from "./dom.js";
import { refreshRelativeTimes } from "./entities.js";
import { refreshPending } from "./keyboard.js";
import { summary } from "./media.js";
import { openMenu } from "./menu.js";
import { dayName, timeOfDay } from "./moments.js";
import { on, openChat, store } from "./store.js";
import { locale, t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */

const SHOWN = 200;
const NEAR_END = 60;
const SAME_RUN_SECONDS = 300;
const RELATIVE_EVERY_MS = 5000;

const scroller = byId("scroller");
const list = byId("messages");
/** @type {WeakMap<Element, Message>} */
const messages = new WeakMap();

export function startConversation() {
  on("open", draw);
  on("language", draw);
  on("message", ({ chat, message }) => chat.id === store.open && add(message));
  on("edited", ({ chat, message }) => chat.id === store.open && replace(message));
  on("deleted", ({ chat, message_id }) => chat.id === store.open && remove(message_id));
  on(
    "pending",
    ({ chat, message }) =>
      chat === store.open && item(message) && refreshPending(item(message), chat, message),
  );
  on("seek", seek);
  on("clock", refreshRelativeTimes);
  setInterval(refreshRelativeTimes, RELATIVE_EVERY_MS);
  new ResizeObserver(() => following && toEnd()).observe(scroller);
  scroller.addEventListener("scroll", () => (following = nearEnd()), { passive: true });
  list.addEventListener("contextmenu", touchMenu);
}

let following = true;

/** @param {number} id */
const item = (id) => list.querySelector(`[data-id="${id}"]`);
const nearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;

export function toEnd(smooth = false) {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  following = true;
}

function draw() {
  const chat = openChat();
  list.setAttribute("aria-label", t("messages"));
  fill(list, ...(chat ? chat.messages.slice(-SHOWN).map(made) : []));
  if (chat && !chat.messages.length) list.append(welcome());
  arrange();
  toEnd();
}

/** @param {Message} message */
function made(message) {
  const node = bubble(message);
  messages.set(node, message);
  return node;
}

function welcome() {
  const about = openChat()?.type === "private" && store.bot.description;
  const title = about ? t("what_can", { name: store.bot.first_name }) : t("nothing_yet");
  return el("li", { class: "welcome" }, el("div", {}, el("strong", {}, title), about && el("p", {}, about)));
}

/** @param {Message} message */
function add(message) {
  const node = made(message);
  const mine = message.from.id === store.me;
  node.classList.add("arriving");
  keepingPlace(() => {
    list.querySelector(".welcome")?.remove();
    list.append(node);
    const all = list.querySelectorAll("[data-id]");
    if (all.length > SHOWN) all[0].remove();
    arrange();
  });
  if (mine) toEnd();
  else announce(message);
}

/** @param {Message} message */
function replace(message) {
  const old = item(message.message_id);
  if (!old) return;
  const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
  keepingPlace(() => {
    const node = made(message);
    old.replaceWith(node);
    arrange();
    if (focused >= 0) node.querySelectorAll("button, a")[focused]?.focus({ preventScroll: true });
  });
  if (focused >= 0) announce(message);
}

/** @param {number} id */
function remove(id) {
  keepingPlace(() => {
    item(id)?.remove();
    arrange();
  });
}

/**
 * Change the list so that what is being read stays where it is: the end at the end, else the first message in sight.
 * @param {() => void} change
 */
function keepingPlace(change) {
  const wasFollowing = following;
  const top = scroller.getBoundingClientRect().top;
  const first = [...list.children].find(
    (node) => node.dataset.id && node.getBoundingClientRect().bottom > top,
  );
  const before = first?.getBoundingClientRect().top;
  change();
  const same = first && item(first.dataset.id);
  if (wasFollowing) toEnd();
  else if (same) scroller.scrollTop += same.getBoundingClientRect().top - before;
}

/** Days between the messages, and which messages are said in one breath. */
function arrange() {
  for (const old of list.querySelectorAll(".day")) old.remove();
  /** @type {any} */ let previous = null;
  let day = "";
  for (const node of [...list.children]) {
    const message = messages.get(node);
    if (!message) continue;
    const today = dayName(message.date * 1000, store.clock.zone, locale());
    const goesOn = previous && today === day && sameRun(messages.get(previous), message);
    if (today !== day) node.before(el("li", { class: "day" }, el("span", {}, today)));
    node.classList.toggle("goes-on", Boolean(goesOn));
    previous?.classList.toggle("last", !goesOn);
    [previous, day] = [node, today];
  }
  previous?.classList.add("last");
}

/** @param {any} before @param {Message} after */
function sameRun(before, after) {
  const close = Math.abs(after.date - before.date) < SAME_RUN_SECONDS;
  return close && before.from.id === after.from.id && !before.new_chat_members && !before.left_chat_member;
}

/** @param {Message} message */
function announce(message) {
  const spoken = el(
    "p",
    {},
    `${message.from.first_name}, ${timeOfDay(message.date * 1000, store.clock.zone)}: ${summary(message)}`,
  );
  fill(byId("announcer"), spoken);
}

/** @param {number} id */
function seek(id) {
  const found = item(id);
  found?.scrollIntoView({ block: "center", behavior: "smooth" });
  found?.classList.add("sought");
  setTimeout(() => found?.classList.remove("sought"), 1500);
}

/** A long press opens the message's menu; a mouse has its own button for that. @param {any} event */
function touchMenu(event) {
  const node = event.target.closest(".message");
  const message = node && messages.get(node);
  if (!message || event.pointerType !== "touch") return;
  event.preventDefault();
  openMenu(node.querySelector(".bubble"), choices(message));
}
