// SPDX-License-Identifier: MIT
// What a customer searched, read and answered in this visit: kept in this tab, gone with it. Words of questions and
// paths of pages, nothing else; it leaves the device with a message only, and the form says so.

const KEY = "kb.visit";
const MOST = 10;
const SHORTEST = 3;

/**
 * Questions as they were asked: letters that are typed one by one are one question.
 * @param {string[]} searched
 * @param {string} query
 */
export function withQuery(searched, query) {
  const last = searched.at(-1) ?? "";
  if ([...query].length < SHORTEST || last.startsWith(query)) return searched;
  return [...(last && query.startsWith(last) ? searched.slice(0, -1) : searched), query].slice(
    -MOST,
  );
}

/** @param {string[]} list @param {string} value */
const withLast = (list, value) => [...list.filter((each) => each !== value), value].slice(-MOST);

export class Visit {
  /** @param {Storage | null} storage Of the tab. */
  constructor(storage) {
    this.storage = storage;
    this.state = { searched: [], read: [], votes: [], answered: [], draft: null, ...this.#load() };
  }

  #load() {
    try {
      return JSON.parse(this.storage?.getItem(KEY) ?? "{}");
    } catch {
      return {};
    }
  }

  #change(change) {
    this.state = { ...this.state, ...change };
    try {
      this.storage?.setItem(KEY, JSON.stringify(this.state));
    } catch {
      // Full or forbidden: this page still knows.
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

  /** @param {string} key Article and revision. @param {string} words What was answered, for people. */
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

  /** Words to begin the contact form with; null forgets them. */
  keepDraft(draft) {
    this.#change({ draft });
  }

  /** What goes with a message. */
  get facts() {
    const { searched, read, votes } = this.state;
    return { searched, read, votes };
  }
}
