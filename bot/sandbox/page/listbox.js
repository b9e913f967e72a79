/** A list over the text field, of which one is chosen with the mouse or, while the field has the focus, by keys. */

import { el, fill } from "./dom.js";

export class Listbox {
  /**
   * @param {HTMLTextAreaElement} field whose keys move through the list
   * @param {string} id of the list; its options' are made of it
   */
  constructor(field, id) {
    this.field = field;
    this.at = -1;
    this.node = el("ul", { class: "suggestions", id, role: "listbox", hidden: true });
    this.node.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
  }

  /**
   * Show these, each with what choosing it does; hidden without any.
   * @param {string} name what a screen reader calls the list
   * @param {{words: any[], choose: () => void}[]} options
   */
  show(name, options) {
    this.options = options;
    this.node.setAttribute("aria-label", name);
    fill(this.node, ...options.map(({ words, choose }, index) => this.option(index, words, choose)));
    this.node.hidden = !options.length;
    this.mark(-1);
  }

  hide() {
    this.node.hidden = true;
    this.mark(-1);
  }

  /** @param {number} index @param {any[]} words @param {() => void} choose */
  option(index, words, choose) {
    const id = `${this.node.id}-${index}`;
    return el("li", { role: "option", id, "aria-selected": "false", onclick: choose }, ...words);
  }

  /** @param {number} index */
  mark(index) {
    if (index < 0 && this.at < 0) return;
    this.at = index;
    for (const [each, row] of [...this.node.children].entries()) {
      row.setAttribute("aria-selected", String(each === index));
      if (each === index) row.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `${this.node.id}-${index}`);
  }

  /** Handle a key of the field; true when it was for the list. @param {KeyboardEvent} event */
  key(event) {
    if (this.node.hidden) return false;
    const count = this.node.children.length;
    const chosen = this.options?.[this.at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(this.at < 0 ? (step > 0 ? 0 : count - 1) : (this.at + step + count) % count);
    else if (event.key === "Escape") this.hide();
    else if (chosen && (event.key === "Enter" || event.key === "Tab")) chosen.choose();
    else return false;
    event.preventDefault();
    return true;
  }
}
