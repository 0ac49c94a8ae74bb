// SPDX-License-Identifier: MIT
/** Folding: the spelling under which a word is looked up. Twin of kbgen/search/fold.py; the table comes with the entry. */

const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/gu
const MARKED = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu

/**
 * NFKC without invisible characters.
 *
 * @param {string} text
 * @returns {string}
 */
export const normalise = text => text.replace(INVISIBLE, "").normalize("NFKC")

/**
 * Make the folding function of a table of single letters.
 *
 * @param {Record<string, string>} letters
 * @returns {(text: string) => string}
 */
export const folder = letters => text =>
  normalise(text).toLowerCase().normalize("NFD").replace(MARKED, "$1").normalize("NFC")
    .replace(/./gsu, letter => letters[letter] ?? letter)
