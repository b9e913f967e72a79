/** The grid by keyboard: one event at a time can be reached by Tab, and the arrows go from there. */

/** @param {HTMLElement} sheet */
export function startKeys(sheet) {
  sheet.addEventListener("keydown", (event) => {
    const cell = /** @type {HTMLElement} */ (event.target).closest(".cell");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = MOVES[event.key]?.(/** @type {HTMLElement} */ (cell), sheet);
    if (!next) return;
    event.preventDefault();
    reach(next, sheet);
  });
  sheet.addEventListener("focusin", (event) => {
    const cell = /** @type {HTMLElement} */ (event.target).closest(".cell");
    if (cell) makeReachable(/** @type {HTMLElement} */ (cell), sheet);
  });
}

/** @param {HTMLElement} cell @param {HTMLElement} sheet */
function reach(cell, sheet) {
  makeReachable(cell, sheet);
  /** @type {HTMLElement} */ (cell.querySelector(".block")).focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Only this one is in the order of Tab: its event, then its star. @param {HTMLElement} cell @param {HTMLElement} sheet */
function makeReachable(cell, sheet) {
  for (const button of sheet.querySelectorAll('.cell button[tabindex="0"]'))
    button.setAttribute("tabindex", "-1");
  for (const button of cell.querySelectorAll("button")) button.setAttribute("tabindex", "0");
}

/** @typedef {(cell: HTMLElement, sheet: HTMLElement) => HTMLElement | null | undefined} Move */

/** @param {Element} within @returns {HTMLElement[]} */
const cells = (within) =>
  [...within.querySelectorAll(".cell")].map((cell) => /** @type {HTMLElement} */ (cell));
/** @param {HTMLElement} cell @param {string} name */
const number = (cell, name) => Number(cell.style.getPropertyValue(name));
/** @param {HTMLElement} cell */
const rowOf = (cell) => /** @type {HTMLElement} */ (cell.closest(".row"));

/** Within the row, in the order of time. @param {number} step @returns {Move} */
const along = (step) => (cell) => {
  const all = cells(rowOf(cell));
  return all[all.indexOf(cell) + step];
};

/** To the row above or below, of another day too, to what is nearest in time. @param {number} step @returns {Move} */
const across = (step) => (cell, sheet) => {
  const rows = [...sheet.querySelectorAll(".row")];
  const row = rows[rows.indexOf(rowOf(cell)) + step];
  return row && nearest(cells(row), cell);
};

/** To the day before or after. @param {number} step @returns {Move} */
const toDay = (step) => (cell, sheet) => {
  const days = [...sheet.querySelectorAll(".day")].filter((day) => day.querySelector(".cell"));
  const day = days[days.indexOf(/** @type {Element} */ (cell.closest(".day"))) + step];
  return day && nearest(cells(/** @type {Element} */ (day.querySelector(".row:not(.all-day)") ?? day)), cell);
};

/** @param {HTMLElement[]} some @param {HTMLElement} cell */
function nearest(some, cell) {
  const middle = (/** @type {HTMLElement} */ one) => number(one, "--from") + number(one, "--length") / 2;
  const distance = (/** @type {HTMLElement} */ one) => Math.abs(middle(one) - middle(cell));
  return some.reduce((best, one) => (distance(one) < distance(best) ? one : best), some[0]);
}

const MOVES = /** @type {Record<string, Move>} */ ({
  ArrowRight: along(1),
  ArrowLeft: along(-1),
  ArrowDown: across(1),
  ArrowUp: across(-1),
  Home: (cell) => cells(rowOf(cell))[0],
  End: (cell) => cells(rowOf(cell)).at(-1),
  PageDown: toDay(1),
  PageUp: toDay(-1),
});
