// SPDX-License-Identifier: MIT
// Owns the search worker: starts it when it is first needed, numbers the questions, and drops
// answers that come too late.

import { attempt } from "./attempt.js";
import { isLong } from "./pasted-text.js";

/** @typedef {import("./search/engine.js").Hit} Hit */
/** @typedef {import("./search/engine.js").Result & { query: string }} Answer */
/** @typedef {import("./search/worker.js").Message} Message */
/** @typedef {import("./search/worker.js").Reply} Reply */
/** @typedef {{ query: string, total: number }} Answered */

/**
 * @typedef {object} OpenQuestion A question that waits for its answer.
 * @property {number} id
 * @property {string} query
 * @property {number} limit
 * @property {number} texts
 * @property {((answer: Answer) => void) | undefined} early
 * @property {(answer: Answer | null) => void} resolve
 * @property {(error: Error) => void} reject
 */

/** @type {((answered: Answered) => void)[]} */
const listeners = [];
/** @type {Answered | null} */
let latest = null;

/**
 * Tell the listeners that a question of a customer has its answer. (Questions that a page asks on
 * its own do not count. Votes and messages send questions, so pasted texts do not count either.)
 * @param {string} query
 * @param {number} total
 */
export function announce(query, total) {
  if (isLong(query)) return;
  const answered = { query, total };
  latest = answered;
  for (const listener of listeners) attempt(() => listener(answered));
}

/**
 * Call the listener for every answered question, and now for the latest one that has been answered.
 * @param {(answered: Answered) => void} listener
 */
export function onAnswered(listener) {
  listeners.push(listener);
  if (latest) listener(latest);
}

export class SearchClient {
  /** @type {Worker | null} */
  #worker = null;
  #ready = false;
  #id = 0;
  /** @type {OpenQuestion | null} */
  #open = null;

  /**
   * @param {string} worker Absolute URL of the worker, a module.
   * @param {string} entry Absolute URL of the language's `entry.json`.
   */
  constructor(worker, entry) {
    this.workerUrl = worker;
    this.entryUrl = entry;
  }

  /** Load worker and index, once; call it as soon as a search seems likely. */
  start() {
    if (this.#worker) return;
    this.#worker = new Worker(this.workerUrl, { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || "worker"));
    });
    this.#setUp(this.#worker);
  }

  /**
   * Fetch the entry while the worker's script loads, which saves a round trip, and set the worker
   * up.
   * @param {Worker} worker
   */
  async #setUp(worker) {
    const id = ++this.#id;
    const text = await fetch(this.entryUrl, { cache: "no-cache" }).then(
      (response) => (response.ok ? response.text() : null),
      () => null,
    );
    /** @type {Message} */
    const message = { type: "setup", id, entry: this.entryUrl, text };
    worker.postMessage(message);
  }

  /**
   * Ask a question. A newer question makes this one resolve to null.
   * @param {string} query
   * @param {number} limit
   * @param {number} [texts] Number of hits, from the first, that come with their text.
   * @param {(answer: Answer) => void} [early] Gets what the known words find, while the answer
   *   waits for the spellings of others.
   * @returns {Promise<Answer | null>}
   */
  ask(query, limit, texts = 0, early = undefined) {
    this.start();
    this.#open?.resolve(null);
    return new Promise((resolve, reject) => {
      this.#open = { id: ++this.#id, query, limit, texts, early, resolve, reject };
      if (this.#ready) this.#send();
    });
  }

  /** Forget the open question: its answer would come too late. */
  drop() {
    this.#open?.resolve(null);
    this.#open = null;
  }

  #send() {
    if (!this.#open) return;
    const { id, query, limit, texts, early } = this.#open;
    /** @type {Message} */
    const message = { type: "query", id, query, limit, texts, early: Boolean(early) };
    this.#worker?.postMessage(message);
  }

  /** @param {Reply} message */
  #receive(message) {
    if (message.type === "ready") {
      this.#ready = true;
      this.#send();
    } else if (message.type === "error") {
      this.#receiveError(message);
    } else if (message.type === "early") {
      if (message.id === this.#open?.id) this.#open.early?.(message);
    } else if (message.type === "result" && message.id === this.#open?.id) {
      const { resolve } = this.#open;
      this.#open = null;
      resolve(message);
    }
  }

  /**
   * End the worker when its setup failed; reject the question when only that failed.
   * @param {import("./search/worker.js").ErrorReply} message
   */
  #receiveError(message) {
    const error = new Error(message.message);
    if (!this.#ready) return this.#fail(error);
    const open = this.#open;
    if (message.id !== open?.id) return;
    this.#open = null;
    open.reject(error);
  }

  /**
   * Give up this worker; the next question starts a new one.
   * @param {Error} error
   */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    const open = this.#open;
    this.#open = null;
    open?.reject(error);
  }
}
