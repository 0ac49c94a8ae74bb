// SPDX-License-Identifier: MIT
// Shows articles that may answer, under the subject of the contact form while the customer types.
// The customer can mark one as the answer.

import { element, need } from "../nodes.js";
import { data, href, t } from "../page-data.js";
import { isAskable } from "../search-box.js";
import { SearchClient } from "../search-client.js";
import { hitHref, lines } from "../suggestions.js";

const PAUSE = 250;
const MIN_SUBJECT = 3;
const LIMIT = 3;

/** @typedef {import("../search-client.js").Hit} Hit */

/**
 * @typedef {object} Listener
 * @property {(path: string) => void} read Called when an article is opened.
 * @property {(hit: Hit, query: string) => void} solved Called when an article was the answer.
 */

/**
 * Tell whether a subject is long enough to search for.
 * @param {string} subject
 */
export function isTelling(subject) {
  return (
    [...subject].length >= MIN_SUBJECT || ([...subject].length === 2 && isAskable([...subject][0]))
  );
}

export class ContactHelp {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("./field-errors.js").Control} input
   * @param {Listener} listener
   */
  constructor(input, listener) {
    this.input = input;
    this.listener = listener;
    this.client = new SearchClient(href(data.worker), href(data.entry));
    this.box = need("[data-js=contact-suggestions]", HTMLElement);
    this.heading = need("h3", HTMLElement, this.box);
    this.list = need("ul", HTMLElement, this.box);
    this.status = need("[data-js=contact-status]", HTMLElement);
    input.addEventListener("focus", () => this.client.start(), { once: true });
    input.addEventListener("input", () => this.later());
  }

  /** Search when typing pauses. */
  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const query = this.input.value.trim();
    if (!isTelling(query)) {
      this.#hide();
      return;
    }
    const answer = await this.client.ask(query, LIMIT, LIMIT).catch(() => null);
    if (answer && query === this.input.value.trim()) this.#show(answer, query);
  }

  #hide() {
    this.client.drop();
    this.box.hidden = true;
    this.status.textContent = "";
  }

  /** @param {import("../search-client.js").Answer} answer @param {string} query */
  #show(answer, query) {
    const hits = answer.hits.slice(0, LIMIT);
    this.box.hidden = hits.length === 0;
    this.heading.textContent = t("js.contact.suggestions");
    this.list.replaceChildren(...hits.map((hit) => this.#item(hit, query)));
    this.status.textContent = hits.length
      ? t("js.contact.found", { count: hits.length })
      : t("js.contact.found_none");
  }

  /**
   * Make the entry of an article. It opens in place with the first lines; the whole article opens in a
   * new tab, so that the form keeps what was written.
   * @param {Hit} hit
   * @param {string} query
   */
  #item(hit, query) {
    const solved = element(
      "button",
      {
        type: "button",
        class: "kb-button",
        "aria-label": `${t("js.contact.solved")}${t("colon")}${hit.title}`,
      },
      t("js.contact.solved"),
    );
    solved.addEventListener("click", () => this.listener.solved(hit, query));
    const next = element("p", { class: "kb-helps__next" }, solved, this.#link(hit));
    const text = element(
      "div",
      { class: "kb-helps__text" },
      ...(hit.extract ? lines(hit.extract) : []),
      next,
    );
    const title = element("summary", {}, hit.title);
    const entry = element("details", {}, title, text);
    return element("li", { class: "kb-helps__item" }, entry);
  }

  /** @param {Hit} hit */
  #link(hit) {
    const tab = element("span", { class: "kb-sr" }, ` ${t("js.contact.new_tab")}`);
    const attributes = {
      class: "kb-helps__title",
      href: hitHref(hit),
      target: "_blank",
      rel: "noopener",
    };
    const link = element("a", attributes, t("js.contact.read"), tab);
    link.addEventListener("click", () => this.listener.read(new URL(link.href).pathname));
    return link;
  }
}
