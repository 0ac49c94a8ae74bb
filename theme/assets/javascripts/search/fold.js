// SPDX-License-Identifier: MIT
// Folds words: makes the spelling under which they are looked up. Twin of kbgen/language/fold.py;
// the table comes with the entry.

const INVISIBLE =
  /[\u00AD\u200B-\u200F\u2060\uFEFF\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0640\u064B-\u065F\u0670]/gu;
const MARKED = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;

/**
 * Return a text in NFKC without invisible characters and vowel points.
 * @param {string} text
 * @returns {string}
 */
export const normalize = (text) => text.normalize("NFKC").replace(INVISIBLE, "");

/**
 * Make the folding function of a table of single letters.
 * @param {Record<string, string>} letters
 * @returns {(text: string) => string}
 */
export const folder = (letters) => (text) =>
  normalize(text)
    .toLowerCase()
    .normalize("NFD")
    .replace(MARKED, "$1")
    .normalize("NFC")
    .replace(/./gsu, (letter) => letters[letter] ?? letter);
