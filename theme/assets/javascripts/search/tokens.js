// SPDX-License-Identifier: MIT
// Cuts text into words, codes whole and in parts. Twin of kbgen/language/tokens.py, same
// patterns.

import { normalize } from "./fold.js";

const IDEOGRAPH = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]";
const LETTER = `(?:(?!${IDEOGRAPH})[\\p{L}\\p{N}\\p{M}])`;
const CONNECTOR = "(?::\\\\|::|[._'’\\-‐\\/\\\\@+&]|(?<=\\p{N}),(?=\\p{N}{3}(?!\\p{N})))";
const TOKEN = new RegExp(`${IDEOGRAPH}+|${LETTER}+(?:${CONNECTOR}${LETTER}+)*(?:\\+\\+|#)?`, "gu");
const PART = /\p{N}+(?:\.\p{N}+)*|\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:(?!\p{Lu})[\p{L}\p{M}])+/gu;
const SEPARATOR = new RegExp(`(\\p{N}\\.)(?=\\p{N})|${CONNECTOR}`, "gu");
const STARTS_IDEOGRAPH = new RegExp(`^${IDEOGRAPH}`, "u");
// A no-break space that separates thousands, before it becomes an ordinary space.
const THOUSANDS_SPACE = /(?<=\p{N})[\u00a0\u202f](?=\p{N}{3}(?!\p{N}))/gu;
const DOTTED_THOUSANDS = /^\p{N}{1,3}(?:\.\p{N}{3})+$/u;
const MAX_WHOLE = 40;

/**
 * @typedef {object} Token
 * @property {string} whole
 * @property {string[]} parts Empty for a plain word.
 * @property {boolean} joined Whether the writer put connectors between the parts.
 */

/** @param {string} text */
const length = (text) => [...text].length;

/**
 * @param {string} text
 * @param {(text: string) => string} fold
 * @returns {Token[]}
 */
export const tokens = (text, fold) =>
  (normalize(text.replace(THOUSANDS_SPACE, ",")).match(TOKEN) ?? []).flatMap((chunk) =>
    STARTS_IDEOGRAPH.test(chunk) ? bigrams(fold(chunk)).map(plain) : wordsOf(chunk, fold),
  );

/**
 * @param {string} whole
 * @returns {Token}
 */
const plain = (whole) => ({ whole, parts: [], joined: false });

/**
 * @param {string} chunk
 * @param {(text: string) => string} fold
 * @returns {Token[]}
 */
function wordsOf(chunk, fold) {
  const body = chunk.replace(/(?:\+\+|#)$/u, "");
  const pieces = body.replace(SEPARATOR, (_, kept) => kept ?? " ").split(" ");
  const whole = fold(pieces.join("")) + chunk.slice(body.length);
  let parts = partsOf(pieces, fold);
  if (length(whole) > MAX_WHOLE)
    return parts.filter((part) => length(part) <= MAX_WHOLE).map(plain);
  if ((parts.length === 1 && parts[0] === whole) || !whole)
    parts = DOTTED_THOUSANDS.test(whole) ? [whole.replaceAll(".", "")] : [];
  return whole ? [{ whole, parts, joined: parts.length > 0 && pieces.length > 1 }] : [];
}

/**
 * @param {string[]} pieces
 * @param {(text: string) => string} fold
 * @returns {string[]}
 */
const partsOf = (pieces, fold) =>
  pieces
    .flatMap((piece) => /^0[xX]([0-9a-fA-F]+)$/.exec(piece)?.slice(1) ?? piece.match(PART) ?? [])
    .map(fold)
    .filter((part) => length(part) > 1 || /^\p{Nd}$/u.test(part));

/** @param {string} run */
function bigrams(run) {
  const letters = [...run];
  if (letters.length === 1) return letters;
  return letters.slice(1).map((letter, index) => letters[index] + letter);
}
