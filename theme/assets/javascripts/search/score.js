// SPDX-License-Identifier: MIT
// Ranks articles, in integers; ties by article number. Twin of kbgen/search/query/score.py. The
// numbers that it depends on come with the entry.

import { addAffinity } from "./affinity.js";
import { idf } from "./idf.js";

/**
 * @typedef {import("./shards.js").Lexicon} Lexicon
 * @typedef {import("./shards.js").Ranking} Ranking
 *
 * @typedef {object} Posting
 * @property {number} number
 * @property {number} weight
 * @property {[slot: number, words: number][]} places
 *
 * @typedef {{frequency: number, postings: Posting[]}} Term
 * @typedef {{term: Term, factor: number, frequency: number}} Alternative `frequency`:
 *   number of articles to compute idf from.
 * @typedef {object} Ranked
 * @property {number} number
 * @property {number} score
 * @property {number} slot
 * @property {number} coverage
 * @property {number[]} slots Best first.
 * @property {boolean} code Whether the article is about a code of the question.
 *
 * @typedef {object} Match
 * @property {number} score
 * @property {number} matched
 * @property {Map<number, [idfs: number, count: number, words: number]>} titles
 * @property {Map<number, number>} slots
 * @property {boolean} [hasCode]
 */

/**
 * Rank every article that matches a word, and perhaps others with affinity, best first.
 * @param {Alternative[][]} words
 * @param {Alternative[]} extras
 * @param {Pick<Lexicon, "documents" | "ranking">} lexicon
 * @param {import("./affinity.js").NearWord[]} [near] The words with the articles near them.
 * @returns {Ranked[]}
 */
export function rank(words, extras, { documents, ranking }, near = []) {
  /** @type {Map<number, Match>} */
  const matches = new Map();
  /** @param {Alternative} alternative */
  // At least 1, so that a completed word of all articles still counts for its title.
  const gainOf = ({ factor, frequency }) =>
    Math.max(1, Math.floor((idf(documents, frequency) * factor) / ranking.FULL));
  let total = 0;
  for (const alternatives of words) {
    total += Math.max(0, ...alternatives.map(gainOf));
    addWord(matches, alternatives, gainOf, ranking);
  }
  for (const extra of extras) addExtra(matches, extra, gainOf(extra), ranking);
  const articles = [...matches].map(([number, match]) => ranked(number, match, total, ranking));
  return addAffinity(articles, near, { documents, ranking }).sort(
    (a, b) => b.score - a.score || a.number - b.number,
  );
}

/**
 * @param {Map<number, Match>} matches
 * @param {Alternative[]} alternatives
 * @param {(alternative: Alternative) => number} gainOf
 * @param {Ranking} ranking
 */
function addWord(matches, alternatives, gainOf, { TITLE_WORD }) {
  /** @type {Map<number, {gain: number, posting: Posting}>} */
  const best = new Map();
  for (const alternative of alternatives) {
    const gain = gainOf(alternative);
    for (const posting of alternative.term.postings) {
      const former = best.get(posting.number);
      if (!former || gain * posting.weight > former.gain * former.posting.weight)
        best.set(posting.number, { gain, posting });
    }
  }
  for (const [number, { gain, posting }] of best) {
    let match = matches.get(number);
    if (!match) {
      match = { score: 0, matched: 0, titles: new Map(), slots: new Map() };
      matches.set(number, match);
    }
    match.score += gain * posting.weight;
    match.matched += gain;
    for (const [slot, words] of posting.places) {
      addSlot(match, slot, words ? gain * TITLE_WORD : gain);
      if (words) {
        const [idfs, count] = match.titles.get(slot) ?? [0, 0];
        match.titles.set(slot, [idfs + gain, count + 1, words]);
      }
    }
  }
}

/**
 * @param {Match} match
 * @param {number} slot
 * @param {number} gain
 */
const addSlot = (match, slot, gain) => match.slots.set(slot, (match.slots.get(slot) ?? 0) + gain);

/**
 * @param {Map<number, Match>} matches
 * @param {Alternative} extra
 * @param {number} gain
 * @param {Ranking} ranking
 */
function addExtra(matches, extra, gain, { CODE, STRONG }) {
  for (const posting of extra.term.postings) {
    const match = matches.get(posting.number);
    if (match) {
      match.score += gain * posting.weight;
      if (extra.factor >= CODE && posting.weight >= STRONG) match.hasCode = true;
      for (const [slot] of posting.places) addSlot(match, slot, gain);
    }
  }
}

/**
 * @param {number} number
 * @param {Match} match
 * @param {number} total
 * @param {Ranking} ranking
 * @returns {Ranked}
 */
function ranked(number, match, total, { ONE, SHARE_FLOOR, MISSING_WORD }) {
  /** @type {Map<number, number>} */
  const coverages = new Map();
  for (const [slot, [idfs, count, words]] of match.titles)
    coverages.set(
      slot,
      Math.floor((ONE * idfs) / (idfs + Math.max(0, words - count) * MISSING_WORD)),
    );
  const share =
    SHARE_FLOOR + Math.floor(((ONE - SHARE_FLOOR) * match.matched) / Math.max(1, total));
  const coverage = match.hasCode ? ONE : Math.max(0, ...coverages.values());
  const score = Math.floor((Math.floor((match.score * share) / ONE) * (ONE + coverage)) / ONE);
  const slots = [...match.slots]
    .sort(([a, gain], [b, other]) => other - gain || a - b)
    .map(([slot]) => slot);
  const slot = slots[0] ?? 0;
  return {
    number,
    score,
    slot,
    coverage: match.hasCode ? ONE : (coverages.get(slot) ?? 0),
    slots,
    code: !!match.hasCode,
  };
}
