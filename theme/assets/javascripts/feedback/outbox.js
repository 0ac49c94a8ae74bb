// SPDX-License-Identifier: MIT
// Keeps unsent items on the device until they arrive: through a reload, a closed tab and a night
// offline. An item may arrive twice; its id lets the help desk count it once.

import { newId } from "./identity.js";

export const MAX_ITEMS = 50;
export const MAX_BYTES = 32_000;
const MAX_AGE = 7 * 24 * 3600_000;
const FIRST_WAIT = 5_000;
const MAX_WAIT = 3600_000;
/** Time in which other tabs do not send an item that one tab is sending. */
const LEASE = 60_000;

/** @typedef {import("./payload.js").Values} Values */
/** @typedef {import("./delivery.js").Outcome} Outcome */
/**
 * @typedef {object} Waiting
 * @property {number} made
 * @property {number} tries Failures so far.
 * @property {number} next Time of the next attempt.
 * @property {boolean} [blocked] Whether the customer has to choose another way.
 *
 * @typedef {import("./payload.js").Item & Waiting} Kept
 */

/**
 * Return how long to wait before the next attempt: doubled each time, and random, so that not all
 * pages try at once.
 * @param {number} tries Failures so far, from 1.
 * @param {number} random From 0 to 1.
 * @param {number} [asked] What the other side asked for.
 */
export function pause(tries, random, asked) {
  if (asked !== undefined) return Math.min(Math.max(asked, 1000), MAX_WAIT);
  return Math.min(FIRST_WAIT * 2 ** (tries - 1), MAX_WAIT) * (0.5 + random / 2);
}

export class Outbox {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} world
   * @param {string} world.key Where in the storage.
   * @param {Storage | null} world.storage Null: everything is forgotten with the page.
   * @param {(item: Kept, leaving?: boolean) => Promise<Outcome>} world.deliver
   * @param {() => number} [world.now]
   * @param {() => number} [world.random]
   * @param {() => boolean} [world.online]
   * @param {(key: string, work: () => Promise<void>) => Promise<void>} [world.alone] Runs work
   *   unless another tab does.
   */
  constructor({
    key,
    storage,
    deliver,
    now = Date.now,
    random = Math.random,
    online = () => true,
    alone = (_, work) => work(),
  }) {
    this.key = key;
    this.storage = storage;
    this.deliver = deliver;
    this.now = now;
    this.random = random;
    this.online = online;
    this.alone = alone;
    this.memory = "[]";
  }

  /** Return the items that wait, oldest first, without those that are too old or damaged. */
  items() {
    try {
      /** @type {Kept[]} */
      const items = JSON.parse(this.storage?.getItem(this.key) ?? this.memory);
      return items.filter(
        (item) => typeof item?.id === "string" && this.now() - item.made < MAX_AGE,
      );
    } catch {
      return [];
    }
  }

  /** Return the items that were refused: the customer has to choose another way. */
  blocked() {
    return this.items().filter((item) => item.blocked);
  }

  /** @param {Kept[]} items */
  #write(items) {
    this.memory = JSON.stringify(items);
    try {
      this.storage?.setItem(this.key, this.memory);
    } catch {
      this.storage = null; // Full or forbidden: this page still has them.
    }
  }

  /** @param {string} id @param {Partial<Kept>} change */
  #change(id, change) {
    this.#write(this.items().map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  /** @param {string} id */
  remove(id) {
    this.#write(this.items().filter((item) => item.id !== id));
  }

  /**
   * @param {string} type
   * @param {Values} values
   * @returns {Kept}
   */
  #make(type, values) {
    const now = this.now();
    const at = new Date(now).toISOString();
    return { id: newId(now), type, at, values, made: now, tries: 0, next: now + LEASE };
  }

  /**
   * Add an item. When the outbox is full, the oldest vote or event goes first.
   * @param {Kept} item
   * @returns {boolean} False when the item is too large to keep.
   */
  #keep(item) {
    if (new TextEncoder().encode(JSON.stringify(item)).length > MAX_BYTES) return false;
    const items = this.items();
    while (items.length >= MAX_ITEMS) {
      const least = items.findIndex(({ type }) => type !== "message");
      items.splice(Math.max(least, 0), 1);
    }
    this.#write([...items, item]);
    return true;
  }

  /**
   * Send now, or keep for later. The outcome is `later` only when the item is really kept.
   * @param {string} type
   * @param {Values} values
   * @returns {Promise<Outcome & { id: string }>}
   */
  async post(type, values) {
    const item = this.#make(type, values);
    const isKept = this.#keep(item);
    const outcome = await this.deliver(item);
    if (outcome.state === "later" && isKept) this.#postpone(item, outcome);
    else this.remove(item.id);
    this.schedule();
    return {
      ...outcome,
      id: item.id,
      state: outcome.state === "later" && !isKept ? "blocked" : outcome.state,
    };
  }

  /**
   * Send once while the page is being left, without learning the outcome; without a network, keep
   * it for the next page.
   * @param {string} type
   * @param {Values} values
   */
  last(type, values) {
    const item = this.#make(type, values);
    if (this.online()) this.deliver(item, true);
    else this.#keep({ ...item, tries: 1, next: item.made });
  }

  /**
   * @param {Kept} item
   * @param {Outcome} outcome
   */
  #postpone(item, { wait }) {
    const tries = item.tries + 1;
    this.#change(item.id, { tries, next: this.now() + pause(tries, this.random(), wait) });
  }

  /**
   * Send the items that are due, one after the other, until one has to wait.
   */
  async flush() {
    await this.alone(this.key, async () => {
      for (const item of this.items()) {
        if (item.blocked || item.next > this.now()) continue;
        this.#change(item.id, { next: this.now() + LEASE });
        const outcome = await this.deliver(item);
        this.#settle(item, outcome);
        if (outcome.state === "later") break;
      }
    });
    this.schedule();
  }

  /**
   * @param {Kept} item
   * @param {Outcome} outcome
   */
  #settle(item, outcome) {
    if (outcome.state === "later") this.#postpone(item, outcome);
    else if (outcome.state === "sent" || item.type !== "message") this.remove(item.id);
    else this.#change(item.id, { blocked: true });
  }

  /** Send everything that waits, because the network is back. */
  async wake() {
    const now = this.now();
    this.#write(this.items().map((item) => (item.tries > 0 ? { ...item, next: now } : item)));
    await this.flush();
  }

  /** Send again when the next item is due. */
  schedule() {
    clearTimeout(this.#timer);
    const due = this.items()
      .filter((item) => !item.blocked)
      .map((item) => item.next);
    if (due.length === 0) return;
    this.#timer = setTimeout(() => this.flush(), Math.max(Math.min(...due) - this.now(), 1000));
    // Under Node, where a timer is an object, it must not keep the process of the tests alive.
    /** @type {{ unref?: () => void }} */ (Object(this.#timer)).unref?.();
  }
}
