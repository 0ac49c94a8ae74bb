// SPDX-License-Identifier: MIT
// Makes the search box of header and hero an editable combobox with a list (ARIA Authoring
// Practices), with `aria-activedescendant` and a status line for screen readers. Without it the
// form is a plain GET form to the results page.

import { around, need } from "./nodes.js";
import { searchHref, t } from "./page-data.js";
import { isLong, shown, takePasted } from "./pasted-text.js";
import { announce } from "./search-client.js";
import { grouped, options, refined, retryOption } from "./suggestions.js";

/** @typedef {import("./search-client.js").Answer} Answer */

const LIMIT = 6;
const PAUSE = 90;
const MESSAGE_AFTER = 300;
const ONE_LETTER_WORDS =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/**
 * Tell whether a question is long enough to answer while it is typed.
 * @param {string} query
 */
export function isAskable(query) {
  return [...query].length >= 2 || ONE_LETTER_WORDS.test(query);
}

export class SearchBox {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #active = -1;
  /** @type {HTMLElement[]} */
  #options = [];
  /**
   * The question whose options are shown, or null.
   * @type {string | null}
   */
  #shown = null;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./search-client.js").SearchClient} client
   */
  constructor(form, client) {
    this.form = form;
    this.client = client;
    this.input = need("[data-kb=search-input]", HTMLInputElement, form);
    this.list = need("[role=listbox]", HTMLElement, form);
    this.status = need("[data-kb=search-status]", HTMLElement, form);
    this.message = need("[data-js=search-message]", HTMLElement, form);
    this.#describe();
    this.#listen();
    if (document.activeElement === this.input) this.#focused();
  }

  #describe() {
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-haspopup": "listbox",
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
  }

  #listen() {
    takePasted(this.input);
    this.form.addEventListener("submit", (event) => this.#submitted(event));
    // A pointer over the box comes before the focus.
    this.input.addEventListener("pointerenter", () => this.client.start(), { once: true });
    this.input.addEventListener("focus", () => this.#focused());
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    this.list.addEventListener("click", (event) => this.#clicked(event));
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.form.contains(/** @type {Node} */ (relatedTarget))) this.close();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!this.form.contains(/** @type {Node} */ (target))) this.close();
    });
  }

  get query() {
    return this.input.value.trim();
  }

  /**
   * Open the results page for a long question, which the form would send to the server.
   * @param {SubmitEvent} event
   */
  #submitted(event) {
    if (!isLong(this.query)) return;
    event.preventDefault();
    location.assign(searchHref(this.query));
  }

  get isOpen() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  #focused() {
    this.client.start();
    if (isAskable(this.query)) this.#ask();
  }

  #typed() {
    clearTimeout(this.#timer);
    if (!isAskable(this.query)) {
      this.client.drop();
      this.close();
      return;
    }
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const query = this.query;
    if (query === this.#shown && this.isOpen) return;
    /** @type {Answer | null} */
    let early = null;
    let isLate = false;
    const showEarly = () => {
      if (isLate && early && this.#awaits(query))
        this.#put(refined(this.#options, options(early, query)));
    };
    const slow = setTimeout(() => {
      isLate = true;
      this.#tell(t("js.ui.loading"));
      showEarly();
    }, MESSAGE_AFTER);
    /** @param {Answer} answer */
    const take = (answer) => {
      early = answer;
      showEarly();
    };
    try {
      const answer = await this.client.ask(query, LIMIT, 0, take);
      if (answer) this.#show(answer, query);
    } catch {
      if (query === this.query) this.#fail(query);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Tell whether a question is still the one in the box.
   * @param {string} query
   */
  #awaits(query) {
    return query === this.query && this.form.contains(document.activeElement);
  }

  /**
   * Show a message instead of a list, and have screen readers say it.
   * @param {string} text
   */
  #tell(text) {
    this.message.textContent = text;
    this.message.hidden = text === "";
    this.status.textContent = text;
  }

  /**
   * @param {Answer} answer
   * @param {string} query
   */
  #show(answer, query) {
    if (!this.#awaits(query)) return;
    const none = answer.hits.length === 0 && !answer.answer;
    this.#shown = query;
    announce(query, answer.total);
    this.#put(refined(this.#options, options(answer, query)));
    this.#tell(none ? t("js.ui.none", { query: shown(query) }) : "");
    if (!none) this.status.textContent = t("js.ui.suggestions", { count: this.#results() });
  }

  /**
   * Show options; the chosen one stays chosen if it is still there.
   * @param {HTMLElement[]} options
   */
  #put(options) {
    const chosen = this.#options[this.#active];
    this.#options = options;
    this.list.replaceChildren(...grouped(options));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#activate(options.indexOf(chosen));
  }

  /**
   * Show that search failed, and offer to try again.
   * @param {string} query
   */
  #fail(query) {
    this.#shown = null;
    this.#put(refined([], [retryOption(query)]));
    this.#tell(t("js.ui.error"));
  }

  #results() {
    return this.#options.filter((each) => each.dataset.kb === "search-result").length;
  }

  /** Hide the list; the question stays in the box. */
  close() {
    clearTimeout(this.#timer);
    this.client.drop();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
    this.#tell("");
  }

  /**
   * Mark an option as the one that Enter opens.
   * @param {number} index -1 for none.
   */
  #activate(index) {
    this.#active = index;
    for (const [at, each] of this.#options.entries()) {
      each.setAttribute("aria-selected", String(at === index));
    }
    if (index < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", this.#options[index].id);
    this.#options[index].scrollIntoView({ block: "nearest" });
  }

  /**
   * Go to the next or previous option. The box itself comes between the last and the first.
   * @param {1 | -1} step
   */
  #move(step) {
    if (!this.isOpen) {
      this.#shown = null;
      if (isAskable(this.query)) this.#ask();
      return;
    }
    const stops = this.#options.length + 1;
    this.#activate(((this.#active + 1 + step + stops) % stops) - 1);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.isOpen && this.#active >= 0) {
      event.preventDefault();
      this.#options[this.#active].click();
    }
  }

  /**
   * Ask again after a click on a suggested spelling; every other option is a link and does what
   * links do.
   * @param {MouseEvent} event
   */
  #clicked(event) {
    const chosen = around(event, "[data-query]");
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.input.value = chosen.dataset.query ?? "";
    this.input.focus();
    this.#typed();
  }
}
