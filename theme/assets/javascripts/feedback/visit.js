// SPDX-License-Identifier: MIT
// Keeps what a customer searched, read and answered until the tab is closed: questions and paths of
// pages, nothing else. It is sent only with a message, and the form says so.

/**
 * @typedef {object} VisitState
 * @property {string[]} searched
 * @property {string[]} read
 * @property {string[]} votes
 * @property {string[]} answered
 * @property {string | null} draft
 */

const VISIT_KEY = "kb.visit";
const MAX_ENTRIES = 10;
const MIN_QUESTION = 3;

/**
 * Return the questions with one more; a question typed letter by letter counts once.
 * @param {string[]} searched
 * @param {string} query
 */
export function withQuery(searched, query) {
  const last = searched.at(-1) ?? "";
  if ([...query].length < MIN_QUESTION || last.startsWith(query)) return searched;
  return [...(last && query.startsWith(last) ? searched.slice(0, -1) : searched), query].slice(
    -MAX_ENTRIES,
  );
}

/** @param {string[]} list @param {string} value */
const withLast = (list, value) =>
  [...list.filter((each) => each !== value), value].slice(-MAX_ENTRIES);

export class Visit {
  /** @param {Storage | null} storage Of the tab. */
  constructor(storage) {
    this.storage = storage;
    /** @type {VisitState} */
    this.state = { searched: [], read: [], votes: [], answered: [], draft: null, ...this.#load() };
  }

  /** @returns {Partial<VisitState>} */
  #load() {
    try {
      return JSON.parse(this.storage?.getItem(VISIT_KEY) ?? "{}");
    } catch {
      return {};
    }
  }

  /** @param {Partial<VisitState>} change */
  #change(change) {
    this.state = { ...this.state, ...change };
    try {
      this.storage?.setItem(VISIT_KEY, JSON.stringify(this.state));
    } catch {
      // Full or forbidden: this page still has it.
    }
  }

  /** @param {string} query */
  searched(query) {
    this.#change({ searched: withQuery(this.state.searched, query.trim()) });
  }

  /** @param {string} path */
  read(path) {
    this.#change({ read: withLast(this.state.read, path) });
  }

  /**
   * @param {string} key Article and revision.
   * @param {string} words What was answered, for people.
   */
  voted(key, words) {
    this.#change({
      answered: withLast(this.state.answered, key),
      votes: withLast(this.state.votes, words),
    });
  }

  /** @param {string} key */
  hasVoted(key) {
    return this.state.answered.includes(key);
  }

  /**
   * Keep words that begin the message of the contact form.
   * @param {string | null} draft Null forgets them.
   */
  keepDraft(draft) {
    this.#change({ draft });
  }

  /** Return what is sent with a message. */
  get facts() {
    const { searched, read, votes } = this.state;
    return { searched, read, votes };
  }
}
