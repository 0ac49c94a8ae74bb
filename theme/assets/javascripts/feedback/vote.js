// SPDX-License-Identifier: MIT
// "Did this answer your question?": yes is sent at once, no asks for the reason first and is one message with it.
// A help desk that takes tickets only gets the answer with the customer's message.

import { element } from "../nodes.js";
import { data, href, t } from "../page-data.js";

/** @typedef {{ feedback: import("./payload.js").Feedback, outbox: import("./outbox.js").Outbox, visit: import("./visit.js").Visit }} Parts */

class Vote {
  /** A "no" whose reason is still being chosen. */
  #isOpen = false;

  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} article
   * @param {Parts} parts
   */
  constructor(section, article, { feedback, outbox, visit }) {
    Object.assign(this, { section, article, outbox, visit });
    this.isTaken = feedback.takes.includes("vote");
    this.choice = section.querySelector("[data-js=vote]");
    this.fold = section.querySelector("[data-js=vote-fold]");
    this.why = section.querySelector("[data-js=vote-why]");
    this.status = section.querySelector("[data-js=vote-status]");
    this.no = this.choice.querySelector("[value=no]");
    this.key = `${article.dataset.article} ${article.dataset.revision}`;
  }

  start() {
    this.section.querySelector("[data-js=vote-plain]")?.setAttribute("hidden", "");
    this.fold.hidden = true;
    if (this.visit.hasVoted(this.key)) return;
    this.fold.querySelector("summary").hidden = true;
    this.choice.hidden = false;
    this.no.setAttribute("aria-expanded", "false");
    this.no.setAttribute("aria-controls", this.why.id);
    if (!this.isTaken) this.why.querySelector("[type=submit]").textContent = t("js.vote.continue");
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
    this.#tellQuery();
    this.fold.scrollIntoView({ block: "nearest" });
  }

  /** What goes along is said before it is sent. */
  #tellQuery() {
    const query = this.visit.facts.searched.at(-1);
    if (!query || !this.isTaken || this.why.querySelector("[data-js=vote-query]")) return;
    this.why
      .querySelector(".kb-field__hint")
      .append(" ", element("span", { "data-js": "vote-query" }, t("js.vote.query", { query })));
  }

  #yes() {
    this.#isOpen = false;
    if (this.isTaken) this.#send(this.#values("yes"), "js.vote.thanks_yes");
    else this.#thank("js.vote.thanks_yes");
    this.#remember("yes");
  }

  get #title() {
    return document.querySelector("h1").textContent;
  }

  get #reason() {
    return this.why.querySelector("[type=radio]:checked");
  }

  #values(answer) {
    const said = answer === "no" && {
      reason: this.#reason?.value,
      words: this.why.querySelector("textarea").value.trim(),
      query: this.visit.facts.searched.at(-1),
    };
    return {
      lang: data.lang,
      page: location.pathname,
      article: this.article.dataset.article,
      revision: this.article.dataset.revision,
      title: this.#title,
      answer,
      ...said,
    };
  }

  #remember(answer) {
    this.visit.voted(
      this.key,
      [answer, this.#reason?.value, location.pathname].filter(Boolean).join(" "),
    );
  }

  async #send(values, thanks) {
    if (values.answer === "no") this.#remember("no");
    this.#thank(thanks);
    const { state } = await this.outbox.post("vote", values);
    if (state === "later") this.status.textContent = t("js.vote.thanks_kept");
    else if (state !== "sent") this.status.textContent = t("js.vote.failed");
    if (values.answer === "no")
      this.status.append(" ", element("a", { href: href(data.contact) }, t("js.ui.contact")));
  }

  /** The controls go; focus goes to what is said instead. */
  #thank(key) {
    this.choice.hidden = true;
    this.fold.hidden = true;
    this.status.textContent = t(key);
    this.status.focus();
  }

  /** Reason and words begin the message of the contact form. */
  #goOn() {
    this.#remember("no");
    const reason = this.#reason?.parentElement.textContent.trim() ?? "";
    const said = reason && t("js.vote.message", { title: this.#title, reason });
    this.visit.keepDraft(
      [said, this.why.querySelector("textarea").value.trim()].filter(Boolean).join("\n\n"),
    );
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
