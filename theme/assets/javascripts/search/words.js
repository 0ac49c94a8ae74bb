// SPDX-License-Identifier: MIT
// Defines a word of a question with its readings. Twin of kbgen/search/query/words.py.

/**
 * @typedef {import("./shards.js").Lexicon} Lexicon
 *
 * @typedef {object} Word
 * @property {string} form
 * @property {Map<string, number>} keys Key of a term → factor of 16.
 * @property {number} completions Number of articles with a word that this one is a prefix of.
 * @property {number} doubtful Readings up to this factor, or `PREFIX`, count as no rarer than the
 *   completions.
 * @property {boolean} isKnown Whether the word is right as typed, as far as the index can tell.
 * @property {string[]} spellings Words that it may mean if it is or may be misspelled, best first.
 * @property {string} corrected The suggested spelling; empty if the word is right as typed.
 */

/**
 * Make a word with one reading, or with none.
 * @param {string} form
 * @param {string | null} key
 * @param {import("./shards.js").Ranking} ranking
 * @returns {Word}
 */
export const makeWord = (form, key, { FULL }) => ({
  form,
  keys: new Map(key === null ? [] : [[key, FULL]]),
  completions: 0,
  doubtful: 0,
  isKnown: true,
  spellings: [],
  corrected: "",
});

/**
 * @param {Word} word
 * @param {string | null} key
 * @param {number} factor
 */
export const add = (word, key, factor) => {
  if (key !== null) word.keys.set(key, Math.max(factor, word.keys.get(key) ?? 0));
};

/**
 * Return the key of a phrase, made of the first readings of its words.
 * @param {Word[]} words
 */
export const phraseKey = (words) =>
  words.every((word) => word.keys.size)
    ? `${words.map((word) => word.keys.keys().next().value).join(" ")}~`
    : null;

/**
 * Return the keys that have a term, those in most articles first.
 * @param {(string | null)[]} keys
 * @param {Lexicon} lexicon
 */
export const mostFrequent = (keys, lexicon) =>
  [...new Set(keys)]
    .flatMap((key) => {
      const term = key === null ? null : lexicon.term(key);
      return key !== null && term ? [{ key, frequency: term.frequency }] : [];
    })
    .sort((a, b) => b.frequency - a.frequency || compare(a.key, b.key));

/**
 * @param {string} a
 * @param {string} b
 */
export const compare = (a, b) => (a < b ? -1 : Number(a > b));
