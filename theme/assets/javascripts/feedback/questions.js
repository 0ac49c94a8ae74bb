// SPDX-License-Identifier: MIT
// Records how questions to search end: `no_result`, `no_click` (no result was opened) or
// `reformulated` (asked again in other words). The fourth event, `solved`, comes from the customer.

const QUESTION_KEY = "kb.question";

/** @typedef {{ query: string, total: number }} Question */

/**
 * Return the event of a question that ended without a result being opened.
 * @param {Question} question
 * @param {string} [next] The question asked instead.
 * @returns {import("./payload.js").Values}
 */
function endOf({ query, total }, next) {
  if (total === 0) return { event: "no_result", query, ...(next && { next }) };
  return next ? { event: "reformulated", query, next } : { event: "no_click", query };
}

/**
 * Tell whether one question is the other with letters added or deleted: the customer is still
 * typing.
 * @param {string} one
 * @param {string} other
 */
const isSame = (one, other) => one.startsWith(other) || other.startsWith(one);

export class Questions {
  /**
   * @param {Storage | null} storage Of the tab: a question goes on from page to page.
   * @param {(values: import("./payload.js").Values, leaving: boolean) => void} emit
   */
  constructor(storage, emit) {
    this.storage = storage;
    this.emit = emit;
    /** @type {Question | null} */
    this.open = this.#load();
    this.goesOn = false;
  }

  /** @returns {Question | null} */
  #load() {
    try {
      const stored = JSON.parse(this.storage?.getItem(QUESTION_KEY) ?? "null");
      return typeof stored?.query === "string" ? stored : null;
    } catch {
      return null;
    }
  }

  /** @param {Question | null} question */
  #set(question) {
    this.open = question;
    try {
      this.storage?.setItem(QUESTION_KEY, JSON.stringify(question));
    } catch {
      // Full or forbidden: this page still has it.
    }
  }

  /** @param {Question} question */
  answered(question) {
    const { open } = this;
    if (!open || !isSame(open.query, question.query)) {
      if (open) this.emit(endOf(open, question.query), false);
      this.#set(question);
    } else if (question.query.length >= open.query.length) this.#set(question);
  }

  /** End the question: a result was opened. */
  clicked() {
    this.#set(null);
  }

  /** Keep the question: the next page is its results page. */
  continues() {
    this.goesOn = true;
  }

  /** End an open question: the page is being left. */
  left() {
    if (!this.open || this.goesOn) return;
    this.emit(endOf(this.open), true);
    this.#set(null);
  }
}
