/** Places on the sheet: now, a day, and where one was. */

/** The line that is now; null while the conference is not on. @param {HTMLElement} sheet */
const line = (sheet) => /** @type {HTMLElement | null} */ (sheet.querySelector(".rows > .now:not([hidden])"));

/** Whether there is a line to go to. @param {HTMLElement} sheet */
export const isOn = (sheet) => Boolean(line(sheet));

/** Bring the line into view, a third from the left. @param {HTMLElement} sheet @param {ScrollBehavior} behavior */
export function goToNow(sheet, behavior) {
  const now = line(sheet);
  if (!now) return;
  const day = /** @type {HTMLElement} */ (now.closest(".day"));
  sheet.scrollTo({ left: now.offsetLeft - sheet.clientWidth / 3, top: day.offsetTop, behavior });
}

/** Bring a day into view, at its first event. @param {HTMLElement} sheet @param {string} date @param {ScrollBehavior} behavior */
export function goToDay(sheet, date, behavior) {
  const day = /** @type {HTMLElement | null} */ (sheet.querySelector(`.day[data-date="${date}"]`));
  if (day) sheet.scrollTo({ left: firstHour(day), top: day.offsetTop, behavior });
}

/** The date of the day that is on top. @param {HTMLElement} sheet */
export function topDay(sheet) {
  const days = [...sheet.querySelectorAll(".day")].map((one) => /** @type {HTMLElement} */ (one));
  const begun = days.filter((one) => one.offsetTop <= sheet.scrollTop + sheet.clientHeight / 3);
  return (begun.at(-1) ?? days[0])?.dataset.date;
}

/** Where the first event in `within` begins, from the left. @param {HTMLElement} within */
function firstHour(within) {
  const cells = [...within.querySelectorAll(".row:not(.all-day) .cell")];
  return cells.length
    ? Math.min(...cells.map((cell) => /** @type {HTMLElement} */ (cell).offsetLeft)) - 8
    : 0;
}

/** Where one was before something was searched for. @type {{left: number, top: number} | null} */
let before = null;

/**
 * Remember the place before the sheet is drawn anew; what is returned goes there afterwards: to the same day
 * where the rows are others, to what was found, and back once all is shown again.
 * @param {HTMLElement} sheet
 * @param {boolean} filtering
 * @returns {(why: "rows" | "filter" | null) => void}
 */
export function keepPlace(sheet, filtering) {
  const [date, left, top] = [topDay(sheet), sheet.scrollLeft, sheet.scrollTop];
  if (filtering) before ??= { left, top };
  return (why) => {
    const day = /** @type {HTMLElement | null} */ (sheet.querySelector(`.day[data-date="${date}"]`));
    if (why === "rows" && day) sheet.scrollTo(left, day.offsetTop);
    if (why !== "filter") return;
    if (filtering) sheet.scrollTo(firstHour(sheet), 0);
    else if (before) sheet.scrollTo(before);
    if (!filtering) before = null;
  };
}
