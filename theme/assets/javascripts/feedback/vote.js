// SPDX-License-Identifier: MIT
// Asks "Did this answer your question?" "Yes" is sent at once, "no" with its reason. A help desk
// that takes tickets only gets the answer with the customer's message.

import { element, find, need } from "../nodes.js";
import { data, href, t } from "../page-data.js";

/** @typedef {import("./start.js").Parts} Parts */
/** @typedef {import("./payload.js").Values} Values */

class Vote {
  /** Whether the reason of a "no" is still being chosen. */
  #isOpen = false;

  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} article
   * @param {Parts} parts
   */
  constructor(section, article, { feedback, outbox, visit }) {
    this.section = section;
    this.article = article;
    this.outbox = outbox;
    this.visit = visit;
    this.isTaken = feedback.takes.includes("vote");
    this.choice = need("[data-js=vote]", HTMLFormElement, section);
    this.no = need("button[value=no]", HTMLButtonElement, this.choice);
    this.fold = need("[data-js=vote-fold]", HTMLDetailsElement, section);
    this.summary = need("summary", HTMLElement, this.fold);
    this.why = need("[data-js=vote-why]", HTMLFormElement, section);
    this.words = need("textarea", HTMLTextAreaElement, this.why);
    this.submit = need("[type=submit]", HTMLButtonElement, this.why);
    this.status = need("[data-js=vote-status]", HTMLElement, section);
    this.key = `${article.dataset.article} ${article.dataset.revision}`;
  }

  /** Let the two answers be given; after a vote, hide them. */
  start() {
    this.fold.hidden = true;
    if (this.visit.hasVoted(this.key)) {
      this.section.hidden = true;
      this.choice.hidden = true;
      return;
    }
    this.summary.hidden = true;
    for (const button of this.choice.querySelectorAll("button")) button.disabled = false;
    this.no.setAttribute("aria-expanded", "false");
    this.no.setAttribute("aria-controls", this.why.id);
    if (!this.isTaken) this.submit.textContent = t("js.vote.continue");
    this.#listen();
  }

  #listen() {
    this.choice.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter === this.no) this.#ask();
      else this.#yes();
    });
    this.why.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#isOpen = false;
      if (this.isTaken) this.#send(this.#values("no"), "js.vote.thanks_no");
      else this.#goOn();
    });
    addEventListener("pagehide", () => {
      if (this.#isOpen && this.isTaken) this.outbox.last("vote", this.#values("no"));
      this.#isOpen = false;
    });
  }

  #ask() {
    this.#isOpen = true;
    this.fold.hidden = false;
    this.fold.open = true;
    this.no.setAttribute("aria-expanded", "true");
    this.#showQuery();
    this.fold.scrollIntoView({ block: "nearest" });
  }

  /** Show which question is sent with the vote, before it is sent. */
  #showQuery() {
    const query = this.visit.facts.searched.at(-1);
    const hint = this.why.querySelector(".kb-field__hint");
    if (!query || !this.isTaken || this.why.querySelector("[data-js=vote-query]")) return;
    hint?.append(" ", element("span", { "data-js": "vote-query" }, t("js.vote.query", { query })));
  }

  #yes() {
    this.#isOpen = false;
    if (this.isTaken) this.#send(this.#values("yes"), "js.vote.thanks_yes");
    else this.#thank("js.vote.thanks_yes");
    this.#remember("yes");
  }

  get #title() {
    return document.querySelector("h1")?.textContent ?? "";
  }

  get #reason() {
    return find("[type=radio]:checked", HTMLInputElement, this.why);
  }

  /**
   * @param {"yes" | "no"} answer
   * @returns {Values}
   */
  #values(answer) {
    const details = answer === "no" && {
      reason: this.#reason?.value,
      words: this.words.value.trim(),
      query: this.visit.facts.searched.at(-1),
    };
    return {
      lang: data.lang,
      page: location.pathname,
      article: this.article.dataset.article,
      revision: this.article.dataset.revision,
      title: this.#title,
      answer,
      ...details,
    };
  }

  /** @param {"yes" | "no"} answer */
  #remember(answer) {
    this.visit.voted(
      this.key,
      [answer, this.#reason?.value, location.pathname].filter(Boolean).join(" "),
    );
  }

  /**
   * @param {Values} values
   * @param {string} thanks Key of the text that is shown.
   */
  async #send(values, thanks) {
    if (values.answer === "no") this.#remember("no");
    this.#thank(thanks);
    const { state } = await this.outbox.post("vote", values);
    if (state === "later") this.status.textContent = t("js.vote.thanks_kept");
    else if (state !== "sent") this.status.textContent = t("js.vote.failed");
    if (values.answer === "no")
      this.status.append(" ", element("a", { href: href(data.contact) }, t("js.ui.contact")));
  }

  /**
   * Replace the controls with thanks, and focus on them.
   * @param {string} key
   */
  #thank(key) {
    this.choice.hidden = true;
    this.fold.hidden = true;
    this.status.textContent = t(key);
    this.status.focus();
  }

  /** Go to the contact form; reason and words begin its message. */
  #goOn() {
    this.#remember("no");
    const reason = this.#reason?.parentElement?.textContent.trim() ?? "";
    const intro = reason && t("js.vote.message", { title: this.#title, reason });
    this.visit.keepDraft([intro, this.words.value.trim()].filter(Boolean).join("\n\n"));
    location.assign(href(data.contact));
  }
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement} article
 * @param {Parts} parts
 */
export function startVote(section, article, parts) {
  new Vote(section, article, parts).start();
}
