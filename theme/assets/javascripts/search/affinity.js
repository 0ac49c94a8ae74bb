// SPDX-License-Identifier: MIT
// Adds to a score what comes from meaning instead of words. Twin of
// kbgen/search/query/affinity.py.

import { idf } from "./idf.js";

/**
 * @typedef {import("./score.js").Ranked} Ranked
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
  const { FULL, PREFIX } = lexicon.ranking;
  const own = lexicon.vocabularyKey(form);
  /** @type {NearWord | undefined} */
  let first;
  for (const [key, factor] of own === null ? keys : new Map([[own, FULL]])) {
    const term = lexicon.term(key);
    const least = factor <= Math.max(PREFIX, doubtful) ? completions : 0;
    const frequency = Math.max(term?.frequency ?? 0, least);
    const gain = Math.max(1, Math.floor((idf(lexicon.documents, frequency) * factor) / FULL));
    const reading = { gain, isUnknown: !term, articles: lexicon.near(key) };
    if (reading.articles.length) return reading;
    first ??= reading;
  }
  return first;
}

/**
 * Add affinity to the scores of articles, and add the articles that are found by it alone.
 * @param {Ranked[]} ranked
 * @param {NearWord[]} near
 * @param {Pick<Lexicon, "documents" | "ranking">} lexicon
 * @returns {Ranked[]}
 */
export function addAffinity(ranked, near, { documents, ranking }) {
  const { NEAR_ALONE, NEAR_FACTOR, NEAR_ONE, NEAR_SITE } = ranking;
  const factor = Math.floor((NEAR_FACTOR * NEAR_SITE) / (NEAR_SITE + documents));
  let total = 0;
  /** @type {Map<number, number>} */
  const sums = new Map();
  for (const { gain, articles } of near) {
    total += gain;
    for (const [number, strength] of articles)
      sums.set(number, (sums.get(number) ?? 0) + gain * strength);
  }
  const best = ranked.length ? Math.max(...ranked.map(({ score }) => score)) : NEAR_ONE;
  const matched = new Set(ranked.map(({ number }) => number));
  const addsArticles = !ranked.length || near.some(({ isUnknown }) => isUnknown);
  // Without a minimum, one unknown word would add every article that is remotely like it.
  const others = [...(addsArticles ? sums : [])]
    .filter(([number, sum]) => sum >= NEAR_ALONE * total && !matched.has(number))
    .map(([number]) => ({ number, score: 0, slot: 0, coverage: 0, slots: [], code: false }));
  return [...ranked, ...others].map((article) => {
    const share = Math.floor((factor * (sums.get(article.number) ?? 0)) / Math.max(1, total));
    return { ...article, score: article.score + Math.floor((best * share) / NEAR_ONE) };
  });
}
