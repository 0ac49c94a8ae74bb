// SPDX-License-Identifier: MIT
// Folds words: makes the spelling under which they are looked up. Twin of kbgen/language/fold.py;
// the tables of letters come with the entry.

const INVISIBLE =
  /[\u00AD\u200B-\u200F\u2060\uFEFF\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0640\u064B-\u065F\u0670]|\u20E3|[\uFE00-\uFE0F]/gu;
/** The zeros of scripts with their own digits; the other nine follow each of them. */
const ZEROS = [..."٠۰०০੦૦୦௦౦೦൦๐໐༠၀០"].map((zero) => zero.charCodeAt(0));
/** Katakana, 0x60 after the hiragana. */
const KATAKANA = /[ァ-ヶヽヾ]/gu;
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
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/./gsu, (letter) => letters[letter] ?? letter);

/** @param {string} digit */
function asciiDigit(digit) {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}

/**
 * Return the table of letters of an entry, with its Han characters.
 * @param {{fold: Record<string, string>, han?: string}} entry `han`: pairs, `體体`.
 * @returns {Record<string, string>}
 */
export const lettersOf = ({ fold, han = "" }) => ({
  ...fold,
  ...Object.fromEntries((han.match(/../gsu) ?? []).map((pair) => [...pair])),
});
