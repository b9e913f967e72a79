/** What a card says of its event, part by part. */

import { el, icon } from "./dom.js";
import * as moments from "./moments.js";
import { isDropIn } from "./plan.js";
import { canStar, isPending, isStarred, setStar } from "./stars.js";
import { emit, store } from "./store.js";
import { launch, openLink } from "./telegram.js";
import { t, tn, typeName } from "./words.js";

/** @typedef {import("./store.js").Event} Event */

const MOST_CLASHES = 4;

/** @param {Event} event */
export function kind(event) {
  const track = store.tracks.get(event.track ?? "");
  return el(
    "p",
    { class: "kind" },
    track && el("i", { class: "dot" }),
    [track?.name, typeName(event.type)].filter(Boolean).join(" · "),
  );
}

/** Called off, tentative, on now. @param {Event} event */
export function standing(event) {
  const now = moments.now();
  const lines = [];
  if (event.status === "cancelled") lines.push(el("p", { class: "off" }, t("will_not_take_place")));
  if (event.status === "tentative") lines.push(el("p", { class: "perhaps" }, `◌ ${t("tentative")}`));
  if (event.status !== "cancelled" && event.start <= now && now < event.end)
    lines.push(el("p", { class: "on-now" }, t("on_now", { time: moments.duration(event.end - now) })));
  return lines.length ? el("div", { class: "standing-of" }, ...lines) : null;
}

/** @param {Event} event */
export function facts(event) {
  const zone = moments.conferenceZone();
  const { date } = moments.local(event.start, zone);
  const day = store.programme.days.find((each) => each.date === date);
  const spoken = store.programme.languages[event.language ?? ""];
  const room = store.rooms.get(event.room ?? "");
  const forum = store.events.get(event.forum ?? "");
  const own = moments.ownZone();
  const times = moments.span(event.start, event.end, zone, date);
  return el(
    "ul",
    { class: "facts" },
    el(
      "li",
      {},
      icon("clock"),
      el(
        "div",
        {},
        el("p", {}, day?.name ?? date),
        el("p", {}, el("strong", {}, times), ` ${store.programme.conference.zone.name}`),
        !moments.sameClock(event.start) &&
          el(
            "p",
            { class: "own" },
            t("yours", {
              times: `${moments.span(event.start, event.end, own, date)} ${moments.zoneShort(own, event.start)}`,
            }),
          ),
      ),
    ),
    room && el("li", {}, icon("place"), el("p", {}, room.name)),
    spoken && el("li", {}, icon("globe"), el("p", {}, t("held_in", { language: spoken }))),
    forum && el("li", {}, icon("talk"), el("p", {}, linkTo(forum, t("in_forum", { forum: forum.title })))),
  );
}

/** A way to another event's card. @param {Event} event @param {...any} words */
function linkTo(event, ...words) {
  return el(
    "button",
    { type: "button", class: "link", "data-key": event.id, onclick: () => emit("open", event.id) },
    ...words,
  );
}

/** What else of the reader's own is on at the same time. @param {Event} event */
export function clashing(event) {
  if (event.status === "cancelled" || isDropIn(event)) return null;
  const others = [...store.events.values()].filter(
    (other) =>
      isStarred(other.id) &&
      other.id !== event.id &&
      other.status !== "cancelled" &&
      !isDropIn(other) &&
      other.forum !== event.id &&
      event.forum !== other.id &&
      event.start < other.end &&
      other.start < event.end,
  );
  if (!others.length) return null;
  return el(
    "div",
    { class: "clash" },
    el("p", {}, icon("warn"), t("at_the_same_time")),
    el("ul", {}, ...others.slice(0, MOST_CLASHES).map((other) => el("li", {}, timed(other)))),
  );
}

/** @param {Event} event */
function timed(event) {
  const zone = moments.conferenceZone();
  const times = moments.span(event.start, event.end, zone, moments.local(event.start, zone).date);
  const off = event.status === "cancelled" ? ` · ${t("called_off")}` : "";
  return linkTo(
    event,
    el("span", { class: "times" }, times),
    " ",
    el("span", { class: "title", dir: "auto" }, event.title),
    off,
  );
}

/** @param {Event} event */
export function people(event) {
  const persons = (event.persons ?? []).flatMap((id) => store.persons.get(id) ?? []);
  if (!persons.length) return null;
  return el(
    "section",
    {},
    el("h3", {}, tn("speakers", persons.length)),
    el(
      "ul",
      { class: "people" },
      ...persons.map((one) =>
        el(
          "li",
          {},
          icon("person"),
          el("p", {}, el("strong", {}, one.name), one.about && el("span", {}, one.about)),
        ),
      ),
    ),
  );
}

/** The talks of a forum. @param {Event} event */
export function inside(event) {
  const talks = store.talks.get(event.id);
  if (!talks) return null;
  return el(
    "section",
    {},
    el("h3", {}, t("talks", { n: talks.length })),
    el(
      "ol",
      { class: "talks" },
      ...talks.map((talk) => el("li", { class: talk.status }, timed(talk), canStar() && small(talk))),
    ),
  );
}

/** A star in a list. @param {Event} event */
function small(event) {
  const starred = isStarred(event.id);
  return el(
    "button",
    {
      type: "button",
      class: `star${isPending(event.id) ? " pending" : ""}`,
      "data-key": `star ${event.id}`,
      "aria-pressed": String(starred),
      "aria-label": t("star_of", { title: event.title }),
      onclick: () => setStar(event.id, !starred),
    },
    starred ? "★" : "☆",
  );
}

/** @param {Event} event */
export function actions(event) {
  const joinable = event.join && event.status !== "cancelled" && event.end > moments.now();
  const starred = isStarred(event.id);
  return el(
    "div",
    { class: "actions" },
    canStar() &&
      el(
        "button",
        {
          type: "button",
          class: `main${starred ? " starred" : ""}`,
          "aria-pressed": String(starred),
          "data-key": "star",
          onclick: () => setStar(event.id, !starred),
        },
        starred ? `★ ${t("in_my_agenda")}` : `☆ ${t("add_to_my_agenda")}`,
      ),
    joinable && outside(event.join ?? "", t("join")),
    event.recording && outside(event.recording, t("recording")),
    !launch && outside(chatLink(event.id), t("star_in_telegram"), "main"),
  );
}

/** The card in the chat. @param {string} id */
const chatLink = (id) => `${document.documentElement.dataset.chat}?start=e_${encodeURIComponent(id)}`;

/** @param {string} url @param {string} words @param {string} [looks] */
function outside(url, words, looks = "quiet") {
  return el(
    "a",
    {
      class: looks,
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
      "data-key": url,
      onclick: (/** @type {MouseEvent} */ event) => openLink(url) && event.preventDefault(),
    },
    words,
  );
}
