/** The timetable: the programme of the conference to look at, and to star from. */

import { startBar } from "./bar.js";
import { openWanted, startCard } from "./card.js";
import { byId, el, fill } from "./dom.js";
import { startGrid } from "./grid.js";
import { startLive } from "./live.js";
import * as moments from "./moments.js";
import { startNotes } from "./notes.js";
import { goToDay, goToNow, isOn } from "./places.js";
import { getNow, getProgramme } from "./server.js";
import { startStars, theReader } from "./stars.js";
import { emit, keep, kept, on, receive, store } from "./store.js";
import { launch, startTelegram } from "./telegram.js";
import { startTheme } from "./theme.js";
import { language, speak, t } from "./words.js";

const AGAIN = 4000;
/** Pages hear of a new programme all at once; they ask for it one after another. */
const SPREAD = 1500;

/** @param {string} code a language tag; the page speaks what the bot does */
const spoken = (code) => ["id", "en", "zh"].find((one) => code.toLowerCase().split("-")[0] === one);

/** In Telegram the chat's language; elsewhere the one chosen here, or the browser's. */
const firstLanguage = () =>
  (launch ? (theReader()?.language ?? spoken(launch.language)) : kept("language")) ??
  document.documentElement.dataset.language;

/** Show the programme as it is now, in this language. @param {string} code */
async function show(code) {
  await speak(code);
  receive(await getProgramme(code));
}

/** The same when something is shown already, which stays if that fails. @param {string} code */
const renew = (code) => show(code).catch(() => emit("connection", false));

/** Without it the page would begin at the device's own day. */
const hearTheClock = () =>
  getNow().then(
    (said) => emit("now", said),
    () => emit("connection", false),
  );

async function begin() {
  try {
    await Promise.all([show(firstLanguage()), hearTheClock()]);
  } catch {
    if (language()) fill(byId("sheet"), el("p", { class: "nothing" }, t("not_loaded")));
    setTimeout(begin, AGAIN);
    return;
  }
  const sheet = byId("sheet");
  if (isOn(sheet)) goToNow(sheet, "instant");
  else goToDay(sheet, nearestDay(), "instant");
  openWanted();
  startLive();
  keepForOffline();
}

/** From its second visit on the page needs no network; where there are no workers, as long as it stays open. */
function keepForOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  // What was loaded before the worker was there goes through it once more, to be kept.
  if (!workers.controller)
    workers.addEventListener("controllerchange", () => getProgramme(language()).catch(() => {}), {
      once: true,
    });
  workers.register("worker.js").catch(() => {});
}

/** Today, else the first day to come, else the last. */
function nearestDay() {
  const today = moments.local(moments.now(), moments.conferenceZone()).date;
  const dates = store.programme.days.map((day) => day.date);
  return dates.find((date) => date >= today) ?? dates[dates.length - 1];
}

on("now", ({ programme }) => {
  if (store.programme && programme !== store.programme.number)
    setTimeout(() => renew(language()), Math.random() * SPREAD);
});
on("reader", (reader) => store.programme && reader.language !== language() && renew(reader.language));
on("language", (code) => {
  keep("language", code);
  renew(code);
});

moments.startClock();
startTheme();
startNotes();
startStars();
startGrid();
startBar();
startCard();
startTelegram();
begin();
