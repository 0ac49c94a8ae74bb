// SPDX-License-Identifier: MIT
// Keeps what is written in the contact form until it is sent or the tab is closed, so that a reload
// loses nothing.

const KEY = "kb.form";

/** @typedef {Record<string, string>} Written Field → text. */

export class UnsentForm {
  /** @param {Storage | null} storage Of the tab. */
  constructor(storage) {
    this.storage = storage;
  }

  /** @returns {Written} */
  read() {
    try {
      return JSON.parse(this.storage?.getItem(KEY) ?? "{}");
    } catch {
      return {};
    }
  }

  /** @param {Written} written */
  keep(written) {
    try {
      this.storage?.setItem(KEY, JSON.stringify(written));
    } catch {
      // Full or forbidden: the page still has it.
    }
  }

  forget() {
    try {
      this.storage?.removeItem(KEY);
    } catch {
      // Forbidden: nothing was kept.
    }
  }
}
