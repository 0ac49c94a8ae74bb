// SPDX-License-Identifier: MIT
// Cuts a word that lost its spaces into known words and stop words: `resetpassword`, `inthe`. Twin
// of kbgen/search/query/lost_spaces.py.

import { makeWord } from "./words.js";

/** @typedef {import("./words.js").Lexicon} Lexicon */

/**
 * Split a word into known words, or return null. Never splits codes.
 * @param {string} form
 * @param {Lexicon} lexicon
 * @returns {import("./words.js").Word[] | null}
 */
export function split(form, lexicon) {
  if (lexicon.missing.size || !/^\p{L}+$/u.test(form)) return null;
  for (const parts of cuts([...form], lexicon)) {
    // Load no words for unlikely cuts before the likely ones are known.
    if (parts.length > 2 && lexicon.missing.size) return null;
    const last = parts[parts.length - 1];
    // A short stop word is rather an ending.
    const isEnding = lexicon.stop.has(last) && [...last].length < lexicon.minLastWord;
    if (!isEnding && parts.every((word) => isWord(word, lexicon)))
      return parts.map((word) => makePart(word, lexicon));
  }
  return null;
}

/**
 * Yield the cuts to try, the likeliest first.
 * @param {string[]} letters
 * @param {Lexicon} lexicon
 * @returns {Generator<string[]>}
 */
function* cuts(letters, lexicon) {
  const { MIN_HALF, MIN_REST, MAX_SPLITS } = lexicon.ranking;
  const lengths = [];
  for (let length = letters.length - MIN_REST; length >= MIN_HALF; length--)
    if (isWord(letters.slice(0, length).join(""), lexicon)) lengths.push(length);
  const starts = lengths.slice(0, MAX_SPLITS);
  const firsts = [...starts, ...stops(letters, lexicon)];
  for (const length of starts) yield pieces(letters, length);
  // `starts` has the longer ones. Two letters before a known word are rather a prefix: `invalid`.
  for (const length of firsts)
    if (lexicon.stop.has(letters.slice(length).join(""))) yield pieces(letters, length);
  for (const length of firsts)
    for (const middle of stops(letters.slice(length), lexicon))
      yield pieces(letters, length, length + middle);
}

/**
 * @param {string[]} letters
 * @param {number[]} ends Where the pieces end, but for the last.
 */
const pieces = (letters, ...ends) =>
  [...ends, letters.length].map((end, index) => letters.slice(ends[index - 1] ?? 0, end).join(""));

/**
 * Return the lengths of the stop words that a word begins with, the longest first.
 * @param {string[]} letters
 * @param {Lexicon} lexicon
 */
function stops(letters, { stop, ranking: { MIN_REST, MAX_SPLITS } }) {
  const lengths = [];
  for (let length = letters.length - MIN_REST; length >= MIN_REST; length--)
    if (stop.has(letters.slice(0, length).join(""))) lengths.push(length);
  return lengths.slice(0, MAX_SPLITS);
}

/**
 * @param {string} form
 * @param {Lexicon} lexicon
 */
function isWord(form, lexicon) {
  if (lexicon.stop.has(form)) return true;
  const key = lexicon.key(form);
  return key !== null && lexicon.term(key) !== null;
}

/**
 * @param {string} form
 * @param {Lexicon} lexicon
 */
function makePart(form, lexicon) {
  const key = lexicon.stop.has(form) ? null : lexicon.key(form);
  return { ...makeWord(form, key, lexicon.ranking), isKnown: false, spellings: [form] };
}
