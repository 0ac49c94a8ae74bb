// SPDX-License-Identifier: MIT
// Reads numbers that are written as printable text. Twin of kbgen/search/browser/base47.py.

export const BASE = 47;
const FIRST = 33;

/**
 * Return the text of a number below `BASE`.
 * @param {number} number
 */
export const digit = (number) => String.fromCharCode(FIRST + number);

export class Reader {
  /**
   * @param {string} text
   * @param {number} [position]
   */
  constructor(text, position = 0) {
    this.text = text;
    this.position = position;
  }

  /** Read the next number. */
  number() {
    for (let value = 0, scale = 1; ; scale *= BASE) {
      const digit = this.text.charCodeAt(this.position++) - FIRST;
      if (!(digit >= BASE)) return value + digit * scale;
      value += (digit - BASE) * scale;
    }
  }

  /** @returns {boolean} */
  get atEnd() {
    return this.position >= this.text.length;
  }
}
