// SPDX-License-Identifier: MIT
// Adds to a score what comes from meaning instead of words. Twin of
// kbgen/search/query/affinity.py.

import { idf } from "./idf.js";

/**
 * @typedef {import("./words.js").Lexicon} Lexicon
 * @typedef {import("./words.js").Word} Word
 *
 * @typedef {object} NearWord A weighty word of the question, with the articles near it.
 * @property {number} gain Points of a strength of 1.
 * @property {boolean} isUnknown Whether no article contains the word.
 * @property {import("./shards.js").Near} articles
 */

/**
 * Return the weighty words that the index or the vocabulary has, with their lists; no words if none
 * of them has an article near it.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @returns {NearWord[]}
 */
export function nearWords(words, lexicon) {
  const near = words.flatMap((word) =>
    lexicon.stop.has(word.form) ? [] : (nearWord(word, lexicon) ?? []),
  );
  return near.some(({ articles }) => articles.length) ? near : [];
}

/**
 * Return the first reading with a list, or else the first one.
 * @param {Word} word
 * @param {Lexicon} lexicon
 * @returns {NearWord | undefined}
 */
function nearWord({ form, keys, completions, doubtful }, lexicon) {
  const { FULL, NEAR_IDF, PREFIX } = lexicon.ranking;
  const own = lexicon.vocabularyKey(form);
  /** @type {NearWord | undefined} */
  let first;
  for (const [key, factor] of own === null ? keys : new Map([[own, FULL]])) {
    const term = lexicon.term(key);
    const least = factor <= Math.max(PREFIX, doubtful) ? completions : 0;
    const frequency = Math.max(term?.frequency ?? 0, least);
    const gain = Math.floor(((idf(lexicon.documents, frequency) + NEAR_IDF) * factor) / FULL);
    const reading = { gain, isUnknown: !term, articles: lexicon.near(key) };
    if (reading.articles.length) return reading;
    first ??= reading;
  }
  return first;
}

/**
 * Add up the affinities of the words of a question.
 * @param {NearWord[]} near
 * @param {Pick<Lexicon, "documents" | "ranking">} lexicon
 */
export function affinityOf(near, { documents, ranking }) {
  const { NEAR_ALONE, NEAR_FACTOR, NEAR_LIKELY, NEAR_ONE, NEAR_SITE } = ranking;
  const factor = Math.floor((NEAR_FACTOR * NEAR_SITE) / (NEAR_SITE + documents));
  let sum = 0;
  /** @type {Map<number, number>} */
  const sums = new Map();
  for (const { gain, articles } of near) {
    sum += gain;
    for (const [number, strength] of articles)
      sums.set(number, (sums.get(number) ?? 0) + gain * strength);
  }
  const total = Math.max(1, sum);
  /** @param {number} number */
  const sumOf = (number) => sums.get(number) ?? 0;
  return {
    /**
     * Return what affinity adds to the score of an article.
     * @param {number} number
     * @param {number} best The best score without affinity.
     */
    points: (number, best) =>
      Math.floor((best * Math.floor((factor * sumOf(number)) / total)) / NEAR_ONE),
    /**
     * Tell whether affinity alone makes an article a likely answer.
     * @param {number} number
     */
    isClear: (number) => sumOf(number) >= NEAR_LIKELY * total,
    /**
     * Return the numbers of the articles to find by affinity alone.
     * @param {Map<number, unknown>} matched
     */
    others: (matched) => {
      if (matched.size && !near.some(({ isUnknown }) => isUnknown)) return [];
      // Without a minimum, one unknown word would add every article that is remotely like it.
      return [...sums.keys()].filter(
        (number) => sumOf(number) >= NEAR_ALONE * total && !matched.has(number),
      );
    },
  };
}
