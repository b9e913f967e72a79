/** A small menu that opens beside a button. */

import { byId, el, icon } from "./dom.js";

/** @typedef {{icon: any, label: string, run: () => void, danger?: boolean}} Choice */

const GAP = 6;

/**
 * Open a menu at `button`; it closes by a choice, Escape, or a press elsewhere.
 * @param {HTMLElement} button
 * @param {Choice[]} choices
 */
export function openMenu(button, choices) {
  const menu = el("div", { class: "menu", role: "menu", popover: "auto" });
  for (const choice of choices) {
    const run = () => {
      menu.hidePopover();
      choice.run();
    };
    menu.append(
      el(
        "button",
        { type: "button", role: "menuitem", class: choice.danger && "danger", onclick: run },
        icon(choice.icon),
        choice.label,
      ),
    );
  }
  menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => move(menu, event));
  menu.addEventListener("toggle", (/** @type {any} */ event) => {
    if (event.newState === "closed") menu.remove();
  });
  byId("chat").append(menu);
  menu.showPopover();
  place(menu, button.getBoundingClientRect());
  menu.querySelector("button")?.focus();
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function move(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(/** @type {any} */ (document.activeElement));
  items[(at + step + items.length) % items.length].focus();
}

/** @param {HTMLElement} menu @param {DOMRect} beside */
function place(menu, beside) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = beside.bottom + GAP + height < innerHeight;
  const left = beside.left + width + GAP < innerWidth ? beside.left : beside.right - width;
  menu.style.setProperty("left", `${Math.max(GAP, left)}px`);
  menu.style.setProperty(
    "top",
    `${Math.max(GAP, below ? beside.bottom + GAP : beside.top - GAP - height)}px`,
  );
}
