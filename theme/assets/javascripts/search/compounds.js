// SPDX-License-Identifier: MIT
// Reads an unknown word that consists of two known ones as both. Twin of
// kbgen/search/query/compounds.py.

import { makeWord } from "./words.js";

/** @typedef {import("./words.js").Lexicon} Lexicon */
/** @typedef {import("./words.js").Word} Word */

/**
 * Return the words, and two for each unknown compound.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop Words that were not looked up.
 * @returns {Word[]}
 */
export const splitCompounds = (words, lexicon, stop) =>
  words.flatMap((word) => {
    const isUnknown = !word.keys.size && !stop.has(word.form) && /^\p{L}+$/u.test(word.form);
    const parts = isUnknown && lexicon.links.length ? compoundParts(word.form, lexicon) : [];
    return parts.length
      ? parts.map((part) => makeWord(part, lexicon.key(part), lexicon.ranking))
      : [word];
  });

/**
 * Return the two known words of a compound, the longest first part that fits; or nothing.
 * @param {string} form
 * @param {Lexicon} lexicon
 */
function compoundParts(form, lexicon) {
  const { MIN_HALF, MAX_SPLITS } = lexicon.ranking;
  const letters = [...form];
  const known = [];
  for (let length = letters.length - MIN_HALF; length >= MIN_HALF; length--)
    if (hasTerm(letters.slice(0, length).join(""), lexicon)) known.push(length);
  for (const length of known.slice(0, MAX_SPLITS)) {
    const rest = letters.slice(length).join("");
    for (const link of lexicon.links) {
      const tail = rest.slice(link.length);
      if (rest.startsWith(link) && [...tail].length >= MIN_HALF && hasTerm(tail, lexicon))
        return [letters.slice(0, length).join(""), tail];
    }
  }
  return [];
}

/**
 * Tell whether an article contains a form.
 * @param {string} form
 * @param {Lexicon} lexicon
 */
function hasTerm(form, lexicon) {
  const key = lexicon.key(form);
  return key !== null && lexicon.term(key) !== null;
}
