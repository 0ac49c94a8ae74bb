// SPDX-License-Identifier: MIT
// Articles that may answer, under the subject of the contact form, while it is typed. Each can be the answer.

import { element } from "../nodes.js";
import { data, href, t } from "../page-data.js";
import { isAskable } from "../search-box.js";
import { SearchClient } from "../search-client.js";
import { hitHref, hitTrail } from "../suggestions.js";

const PAUSE = 500;
const SHORTEST = 3;
const LIMIT = 3;

/** Whether a subject says enough to search for. */
export function isTelling(subject) {
  return (
    [...subject].length >= SHORTEST || ([...subject].length === 2 && isAskable([...subject][0]))
  );
}

export class ContactHelp {
  #timer = 0;

  /**
   * @param {HTMLInputElement} input
   * @param {{ read: (url: string) => void, solved: (hit: import("../search-client.js").Hit, query: string) => void }} told
   */
  constructor(input, told) {
    this.input = input;
    this.told = told;
    this.client = new SearchClient(href(data.worker), href(data.entry));
    this.box = document.querySelector("[data-js=contact-suggestions]");
    this.status = document.querySelector("[data-js=contact-status]");
    input.addEventListener("focus", () => this.client.start(), { once: true });
    input.addEventListener("input", () => this.later());
  }

  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const query = this.input.value.trim();
    if (!isTelling(query)) return this.#hide();
    const answer = await this.client.ask(query, LIMIT).catch(() => null);
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
    this.box.querySelector("h3").textContent = t("js.contact.suggestions");
    this.box.querySelector("ul").replaceChildren(...hits.map((hit) => this.#item(hit, query)));
    this.status.textContent = hits.length
      ? t("js.contact.found", { count: hits.length })
      : t("js.contact.found_none");
  }

  /** The link opens a tab of its own: what is written here stays. */
  #item(hit, query) {
    const tab = element("span", { class: "kb-sr" }, ` ${t("js.contact.new_tab")}`);
    const attributes = {
      class: "kb-helps__title",
      href: hitHref(hit),
      target: "_blank",
      rel: "noopener",
    };
    const link = element("a", attributes, hit.title, tab);
    link.addEventListener("click", () => this.told.read(new URL(link.href).pathname));
    const name = `${t("js.contact.solved")}: ${hit.title}`;
    const solved = element(
      "button",
      { type: "button", class: "kb-button", "aria-label": name },
      t("js.contact.solved"),
    );
    solved.addEventListener("click", () => this.told.solved(hit, query));
    const words = element(
      "div",
      {},
      link,
      element("p", { class: "kb-helps__trail" }, hitTrail(hit)),
    );
    return element("li", { class: "kb-helps__item" }, words, solved);
  }
}
