// SPDX-License-Identifier: MIT
// Owns the search worker: starts it when first needed, numbers the questions, drops answers that come too late.

/**
 * @typedef {object} Hit
 * @property {string} id
 * @property {string} url Relative to the site's root.
 * @property {string} title
 * @property {string[]} trail
 * @property {string} kind
 * @property {string | null} passage Anchor of the passage that matched best; null where no text was asked for.
 * @property {string} passageTitle
 * @property {string} extract
 * @property {number} score
 */

/**
 * @typedef {object} Answer
 * @property {string} query
 * @property {number} total
 * @property {Hit[]} hits
 * @property {string | null} suggestion
 * @property {Hit | null} answer
 */

/** @typedef {{ query: string, total: number }} Answered */

/** @type {((answered: Answered) => void)[]} */
const listeners = [];
/** @type {Answered | null} */
let latest = null;

/**
 * Say that a customer's question has its answer. (What a page asks by itself is nobody's question.)
 * @param {string} query
 * @param {number} total
 */
export function announce(query, total) {
  latest = { query, total };
  for (const listener of listeners) listener(latest);
}

/**
 * Hear of every question; of the latest one also when it was answered before anybody listened.
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
  /** @type {{ id: number, query: string, limit: number, texts: number, resolve: Function, reject: Function } | null} */
  #open = null;

  /**
   * @param {string} worker Absolute URL of the worker, a module.
   * @param {string} entry Absolute URL of the language's `entry.json`.
   */
  constructor(worker, entry) {
    this.workerUrl = worker;
    this.entryUrl = entry;
  }

  /** Load worker and index, once; call it as soon as somebody looks like searching. */
  start() {
    if (this.#worker) return;
    this.#worker = new Worker(this.workerUrl, { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || "worker"));
    });
    this.#worker.postMessage({ type: "setup", id: ++this.#id, entry: this.entryUrl });
  }

  /**
   * Ask. A newer question makes this one resolve to null: its answer is of no use to anybody.
   * @param {string} query
   * @param {number} limit
   * @param {number} [texts] How many of the first hits come with their text.
   * @returns {Promise<Answer | null>}
   */
  ask(query, limit, texts = 0) {
    this.start();
    this.#open?.resolve(null);
    return new Promise((resolve, reject) => {
      this.#open = { id: ++this.#id, query, limit, texts, resolve, reject };
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
    const { id, query, limit, texts } = this.#open;
    this.#worker.postMessage({ type: "query", id, query, limit, texts });
  }

  /** @param {{ type: string, id: number, message?: string }} message */
  #receive(message) {
    if (message.type === "ready") {
      this.#ready = true;
      this.#send();
    } else if (message.type === "error") {
      this.#receiveError(message);
    } else if (message.type === "result" && message.id === this.#open?.id) {
      const { resolve } = this.#open;
      this.#open = null;
      resolve(message);
    }
  }

  /** A failed set-up ends the worker; a failed question ends only itself. */
  #receiveError(message) {
    const error = new Error(message.message);
    if (!this.#ready) return this.#fail(error);
    if (message.id !== this.#open?.id) return;
    const { reject } = this.#open;
    this.#open = null;
    reject(error);
  }

  /** Give up this worker; the next question tries a new one. */
  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    const open = this.#open;
    this.#open = null;
    open?.reject(error);
  }
}
