// SPDX-License-Identifier: MIT
// Runs the results page: `?q=` in the address, results as the customer types, filters, and the
// index of articles when there is no question.

import { around, element, find, need } from "./nodes.js";
import { t } from "./page-data.js";
import { addressOf, isLong, longQuestion, shown, takePasted } from "./pasted-text.js";
import { filters, isShown } from "./result-filters.js";
import { didYouMean, hitItem, hitList, lessLikely, notice, retry } from "./result-nodes.js";
import { announce } from "./search-client.js";
import { helps, isLess } from "./suggestions.js";

const LIMIT = 30;
const PAGE = 10;
const PAUSE = 150;
const NEAREST = 3;
const SHORT_INDEX = "kb-index--short";

export class SearchPage {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #size = PAGE;
  /** @type {import("./search-client.js").Answer | null} */
  #answer = null;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./search-client.js").SearchClient} client
   */
  constructor(form, client) {
    this.client = client;
    this.input = need("[data-kb=search-input]", HTMLInputElement, form);
    this.title = need("[data-js=search-title]", HTMLElement);
    this.results = need("[data-js=search-results]", HTMLElement);
    this.status = need("[data-kb=search-status]", HTMLElement, this.results);
    this.filterPlace = need("[data-js=search-filters]", HTMLElement, this.results);
    this.listPlace = need("[data-js=search-list]", HTMLElement, this.results);
    this.index = need("[data-js=search-index]", HTMLElement);
    this.plainTitle = this.title.textContent;
    this.siteTitle = document.title;
    const address = new URLSearchParams(location.search);
    /** @type {import("./result-filters.js").Chosen} */
    this.chosen = { kind: address.get("kind") ?? "", topic: address.get("topic") ?? "" };
    takePasted(this.input);
    this.input.value ||= longQuestion() || (address.get("q") ?? "");
    this.#listen(form);
    this.#ask();
  }

  get query() {
    return this.input.value.trim();
  }

  /** @param {HTMLFormElement} form */
  #listen(form) {
    this.input.addEventListener("focus", () => this.client.start(), { once: true });
    this.input.addEventListener("input", () => this.#later());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#changed();
    });
    this.results.addEventListener("click", (event) => this.#clicked(event));
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), PAUSE);
  }

  /** Ask a new question; the filters of the old one no longer apply. */
  #changed() {
    clearTimeout(this.#timer);
    if (this.#answer?.query === this.query) return;
    this.chosen = { kind: "", topic: "" };
    this.#ask();
  }

  async #ask() {
    const query = this.query;
    this.#size = PAGE;
    this.#remember();
    if (!query) {
      this.client.drop();
      this.#showIndex();
      return;
    }
    this.status.textContent = t("js.ui.loading");
    try {
      const answer = await this.client.ask(query, LIMIT, PAGE);
      if (answer) await this.#show({ ...answer, query });
    } catch {
      this.#showError();
    }
  }

  /** Keep the address shareable, without a step of history for every letter. */
  #remember() {
    const address = new URL(location.href);
    for (const [name, value] of [
      ["q", isLong(this.query) ? "" : this.query],
      ["kind", this.chosen.kind],
      ["topic", this.chosen.topic],
    ]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    address.hash = isLong(this.query) ? addressOf(this.query) : "";
    if (address.href !== location.href) history.replaceState(null, "", address);
  }

  /**
   * Set the title of the page and of its tab.
   * @param {string} title
   */
  #head(title) {
    this.title.textContent = title;
    document.title = this.siteTitle.replace(this.plainTitle, () => title);
  }

  #showIndex() {
    this.#answer = null;
    this.index.classList.remove(SHORT_INDEX);
    this.#head(this.plainTitle);
    this.status.textContent = "";
    this.filterPlace.replaceChildren();
    this.listPlace.replaceChildren();
    this.index.hidden = false;
  }

  #showError() {
    this.#showIndex();
    this.status.textContent = t("js.ui.error");
    this.listPlace.replaceChildren(notice(t("js.ui.error")), retry(this.query));
  }

  /** @param {import("./search-client.js").Answer} answer */
  async #show(answer) {
    this.#answer = answer;
    announce(answer.query, answer.total);
    if (answer.hits.length === 0) {
      await this.#showNone(answer);
      return;
    }
    this.index.hidden = true;
    const query = shown(answer.query);
    this.#head(
      answer.likely === 0
        ? t("js.page.none_likely", { query })
        : t("js.page.count", { count: answer.total, query }),
    );
    this.#render();
    this.status.textContent = this.#statusText();
  }

  /**
   * Show that nothing was found; offer a spelling, the nearest articles and the topics.
   * @param {import("./search-client.js").Answer} answer
   */
  async #showNone(answer) {
    const title = t("js.page.none", { query: shown(answer.query) });
    this.#head(title);
    this.filterPlace.replaceChildren();
    this.index.classList.add(SHORT_INDEX);
    this.index.hidden = false;
    const parts = [notice(t("js.page.hint"))];
    if (helps(answer)) parts.unshift(didYouMean(answer));
    this.listPlace.replaceChildren(...parts);
    this.status.textContent = title;
    if (helps(answer)) await this.#addNearest(answer.suggestion);
  }

  /** @param {string} query */
  async #addNearest(query) {
    const nearest = await this.client.ask(query, NEAREST, NEAREST);
    if (!nearest?.hits.length) return;
    this.listPlace.append(
      element("h2", {}, t("js.page.nearest")),
      hitList(nearest.hits.slice(0, NEAREST).map((hit) => hitItem(hit, query))),
    );
  }

  #filtered() {
    return this.#answer?.hits.filter((hit) => isShown(hit, this.chosen)) ?? [];
  }

  #statusText() {
    const { kind, topic } = this.chosen;
    if (kind || topic) return t("js.page.filtered", { count: this.#filtered().length });
    return this.title.textContent;
  }

  #render() {
    if (!this.#answer) return;
    const { hits, query, total, answer } = this.#answer;
    const chosen = this.#filtered();
    const parts = [];
    if (helps(this.#answer)) parts.push(didYouMean(this.#answer));
    if (total > hits.length) parts.push(notice(t("js.page.best", { shown: hits.length })));
    const best = answer && chosen.find((hit) => hit.id === answer.id) ? answer : null;
    const rest = chosen.filter((hit) => hit.id !== best?.id).slice(0, this.#size);
    const likely = rest.filter((hit) => !isLess(hit)).map((hit) => hitItem(hit, query));
    if (best) likely.unshift(hitItem(best, query, t("js.ui.answer")));
    const less = rest.filter(isLess).map((hit) => hitItem(hit, query));
    if (likely.length) parts.push(hitList(likely));
    if (less.length) parts.push(lessLikely(less));
    if (chosen.length > likely.length + less.length) {
      parts.push(
        element(
          "button",
          { type: "button", class: "kb-button", "data-more": "" },
          t("js.page.more"),
        ),
      );
    }
    const isOpen = Boolean(find("details", HTMLDetailsElement, this.filterPlace)?.open);
    this.filterPlace.replaceChildren(...filters(hits, this.chosen, isOpen));
    this.listPlace.replaceChildren(...parts);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const chip = around(event, "[data-filter]");
    const spelling = around(event, "[data-query]");
    if (chip) this.#filter(chip.dataset.filter ?? "", chip.dataset.value ?? "");
    else if (around(event, "[data-more]")) this.#more();
    else if (spelling && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.input.value = spelling.dataset.query ?? "";
      this.#changed();
    }
  }

  /**
   * Choose a filter. The chips are made anew, so focus has to go to the new one of the pressed
   * chip.
   * @param {string} name
   * @param {string} value
   */
  #filter(name, value) {
    this.chosen = { ...this.chosen, [name]: value };
    this.#size = PAGE;
    this.#remember();
    this.#render();
    this.status.textContent = this.#statusText();
    /** @type {NodeListOf<HTMLElement>} */
    const chips = this.filterPlace.querySelectorAll(`[data-filter="${name}"]`);
    for (const chip of chips) {
      if (chip.dataset.value === value) chip.focus();
    }
  }

  /** Show the next hits, and fetch their texts. */
  async #more() {
    if (!this.#answer) return;
    const before = this.listPlace.querySelectorAll("[data-kb=search-result]").length;
    const { query } = this.#answer;
    const answer = await this.client.ask(query, LIMIT, LIMIT).catch(() => null);
    if (answer) this.#answer = { ...answer, query };
    this.#size += PAGE;
    this.#render();
    this.listPlace.querySelectorAll("[data-kb=search-result]")[before]?.querySelector("a")?.focus();
  }
}
