// SPDX-License-Identifier: MIT
import { readFileSync } from "node:fs";

/**
 * The adapters as pages get them, by name.
 * @type {Record<string, import("../../theme/assets/javascripts/feedback/payload.js").Feedback>}
 */
export const adapters = JSON.parse(readFileSync(process.env.KBGEN_TEST_ADAPTERS ?? "", "utf8"));

/**
 * A storage of the browser.
 * @implements {Storage}
 */
export class MemoryStorage {
  /** @type {Map<string, string>} */
  kept = new Map();

  get length() {
    return this.kept.size;
  }

  clear() {
    this.kept.clear();
  }

  /** @param {number} index */
  key(index) {
    return [...this.kept.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.kept.get(key) ?? null;
  }

  /** @param {string} key */
  removeItem(key) {
    this.kept.delete(key);
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this.kept.set(key, String(value));
  }
}
