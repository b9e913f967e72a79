/** The list of the bot's commands over the text field: all of them, or those that begin like what is typed. */

import { sendCommand } from "./actions.js";
import { el, fill } from "./dom.js";
import { openChat } from "./store.js";
import { t } from "./words.js";

export class Suggestions {
  /**
   * @param {HTMLTextAreaElement} field the field whose beginning is completed
   * @param {() => void} chosen called after a command was sent
   */
  constructor(field, chosen) {
    this.field = field;
    this.chosen = chosen;
    this.at = -1;
    this.commands = /** @type {{command: string, description: string}[]} */ ([]);
    this.node = el("ul", { class: "suggestions", id: "suggestions", role: "listbox", hidden: true });
    this.node.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
  }

  /** Show what fits the text; `all` shows every command. */
  update(all = false) {
    const begun = /^\/(\w*)$/.exec(this.field.value)?.[1];
    const commands = openChat()?.commands ?? [];
    const shown = all
      ? commands
      : begun === undefined
        ? []
        : commands.filter(({ command }) => command.startsWith(begun.toLowerCase()));
    this.commands = shown;
    this.node.setAttribute("aria-label", t("commands"));
    fill(this.node, ...shown.map(({ command, description }, index) => this.row(command, description, index)));
    this.node.hidden = !shown.length;
    this.mark(-1);
  }

  hide() {
    this.node.hidden = true;
    this.mark(-1);
  }

  /** @param {string} command @param {string} description @param {number} index */
  row(command, description, index) {
    const send = () => this.send(command);
    return el(
      "li",
      { role: "option", id: `command-${index}`, "aria-selected": "false", onclick: send },
      el("strong", {}, `/${command}`),
      el("span", {}, description),
    );
  }

  /** @param {string} command */
  send(command) {
    sendCommand(`/${command}`);
    this.chosen();
    this.hide();
  }

  /** @param {number} index */
  mark(index) {
    this.at = index;
    for (const [each, row] of [...this.node.children].entries()) {
      row.setAttribute("aria-selected", String(each === index));
      if (each === index) row.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `command-${index}`);
  }

  /** Handle a key of the field; true when it was for the list. @param {KeyboardEvent} event */
  key(event) {
    if (this.node.hidden) return false;
    const count = this.node.children.length;
    const chosen = this.commands[this.at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(this.at < 0 ? (step > 0 ? 0 : count - 1) : (this.at + step + count) % count);
    else if (event.key === "Escape") this.hide();
    else if (chosen && (event.key === "Enter" || event.key === "Tab")) this.send(chosen.command);
    else return false;
    event.preventDefault();
    return true;
  }
}
