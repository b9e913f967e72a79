/** The list of the bot's commands over the text field: all of them, or those that begin like what is typed. */

import { sendCommand } from "./actions.js";
import { el } from "./dom.js";
import { Listbox } from "./listbox.js";
import { openChat } from "./store.js";
import { t } from "./words.js";

export class Suggestions extends Listbox {
  /**
   * @param {HTMLTextAreaElement} field the field whose beginning is completed
   * @param {() => void} chosen called after a command was sent
   */
  constructor(field, chosen) {
    super(field, "suggestions");
    this.chosen = chosen;
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
    this.show(
      t("commands"),
      shown.map(({ command, description }) => ({
        words: [el("strong", {}, `/${command}`), el("span", {}, description)],
        choose: () => this.send(command),
      })),
    );
  }

  /** @param {string} command */
  send(command) {
    sendCommand(`/${command}`);
    this.chosen();
    this.hide();
  }
}
