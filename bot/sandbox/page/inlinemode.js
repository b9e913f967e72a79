/** What the bot offers over the text field while `@bot words` is typed in it; the choice is sent to the chat. */

import { act, followStart } from "./actions.js";
import { el } from "./dom.js";
import { Listbox } from "./listbox.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

/** Milliseconds without a key after which the bot is asked, as Telegram's apps wait too. */
const PAUSE = 200;
const NEAR_END = 80;

export class InlineMode extends Listbox {
  /**
   * @param {HTMLTextAreaElement} field where the words are typed
   * @param {() => void} chosen called after a result was sent
   */
  constructor(field, chosen) {
    super(field, "inline-results");
    this.chosen = chosen;
    this.node.classList.add("inline-results");
    this.offered = /** @type {any[]} */ ([]);
    this.next = "";
    this.pause = /** @type {any} */ (0);
    on("inline_answer", (answer) => this.answered(answer));
    this.node.addEventListener("scroll", () => this.goOn(), { passive: true });
  }

  /** The words behind the bot's name, null where it is not what the text begins with. */
  words() {
    const [, name, words] = /^@(\w+)\s(.*)$/s.exec(this.field.value) ?? [];
    return name?.toLowerCase() === store.bot.username.toLowerCase() ? words : null;
  }

  /** Ask for what is typed, once there is a pause. */
  update() {
    clearTimeout(this.pause);
    if (this.words() === null) return this.hide();
    this.pause = setTimeout(() => this.ask(""), PAUSE);
  }

  /** @param {string} offset */
  ask(offset) {
    const query = this.words();
    this.next = "";
    if (query !== null) act("inline", { query, offset });
  }

  goOn() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    if (this.next && scrollHeight - scrollTop - clientHeight < NEAR_END) this.ask(this.next);
  }

  /** @param {{query: string, offset: string, results: any[], next_offset: string, button: any}} answer */
  answered({ query, offset, results, next_offset: next, button }) {
    if (query !== this.words() || document.activeElement !== this.field) return;
    const { scrollTop } = this.node;
    this.offered = offset ? [...this.offered, ...results] : results;
    this.next = next;
    this.show(t("inline_results"), [
      ...(button?.start_parameter ? [this.way(button)] : []),
      ...this.offered.map((result) => this.row(result)),
    ]);
    this.node.scrollTop = offset ? scrollTop : 0;
  }

  /** @param {{id: string, title: string, description: string}} result */
  row({ id, title, description }) {
    return {
      words: [el("strong", { dir: "auto" }, title), el("span", { dir: "auto" }, description)],
      choose: () => {
        act("inline_result", { result: id });
        this.done();
      },
    };
  }

  /** The button into the bot over the results. @param {{text: string, start_parameter: string}} button */
  way({ text, start_parameter: payload }) {
    return {
      words: [el("strong", { class: "way" }, text)],
      choose: () => {
        this.done();
        followStart(payload);
      },
    };
  }

  done() {
    this.field.value = "";
    this.hide();
    this.chosen();
  }
}
