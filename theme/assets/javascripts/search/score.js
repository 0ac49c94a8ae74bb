// SPDX-License-Identifier: MIT
// Ranks articles, in integers; ties by article number. Twin of kbgen/search/query/score.py. The
// numbers that it depends on come with the entry.

import { affinityOf } from "./affinity.js";
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
 * @property {number} title Coverage of its best title, of `ONE`.
 * @property {boolean} code Whether the article is about a code of the question.
 * @property {number} evidence Share of the question in its best title, of `ONE`.
 * @property {boolean} likely Whether it, or an article after it, may be what was asked for.
 *
 * @typedef {object} Match
 * @property {number} score
 * @property {number} matched
 * @property {Map<number, [idfs: number, count: number, words: number]>} titles
 * @property {Map<number, [idfs: number, words: number]>} evidence
 * @property {Map<number, number>} slots
 * @property {number} code The part of `score` that whole codes add.
 * @property {boolean} [hasCode]
 */

/**
 * Rank the articles above the floor, best first.
 * @param {Pick<import("./question.js").Question, "words" | "extras" | "asking" | "unknown" | "near">} question
 * @param {Pick<Lexicon, "documents" | "ranking">} lexicon
 * @returns {Ranked[]}
 */
export function rank({ words, extras, asking, unknown, near }, { documents, ranking }) {
  /** @type {Map<number, Match>} */
  const matches = new Map();
  /** @param {Alternative} alternative */
  // At least 1, so that a completed word of all articles still counts for its title.
  const gainOf = ({ factor, frequency }) =>
    Math.max(1, Math.floor((idf(documents, frequency) * factor) / ranking.FULL));
  /** @param {Alternative} alternative */
  const titleGain = ({ term, factor, frequency }) => {
    // A completion counts as no rarer than all completions, in titles too.
    const least = frequency > term.frequency ? frequency : 0;
    const titles = Math.max(least, titlesWith(term));
    return Math.max(1, Math.floor((idf(documents, titles) * factor) / ranking.FULL));
  };
  let total = 0;
  let titles = 0;
  for (const alternatives of words) {
    total += Math.max(0, ...alternatives.map(gainOf));
    titles += Math.max(0, ...alternatives.map(titleGain));
    addWord(matches, alternatives, gainOf, titleGain, ranking);
  }
  for (const extra of extras) addExtra(matches, extra, gainOf(extra), ranking);
  for (const alternative of asking) {
    const gain = gainOf(alternative);
    titles += gain;
    addAsking(matches, alternative, gain, ranking);
  }
  // A word that no article has would be the rarest one.
  const rarest = unknown * idf(documents, 0);
  titles += rarest;
  const asked = total + rarest;
  const count = words.length + unknown;
  const affinity = affinityOf(near, { documents, ranking });
  for (const number of affinity.others(matches)) matchOf(matches, number);
  // A title of one word does not cover a long question that has it.
  const least = count >= ranking.LONG_QUESTION ? 2 : 0;
  const articles = [...matches].map(([number, match]) =>
    ranked(number, match, { total, least }, ranking),
  );
  const best =
    articles.reduce((score, article) => Math.max(score, article.score), 0) || ranking.NEAR_ONE;
  for (const article of articles) {
    const { evidence } = matchOf(matches, article.number);
    article.evidence = evidenceOf(evidence, titles, ranking);
    article.score +=
      pointsOf(article.evidence, best, documents, ranking) + affinity.points(article.number, best);
  }
  articles.sort(inOrder);
  // Without what whole codes add: a number may be written in another way.
  const most = articles.reduce((highest, { number, score }) => {
    const match = matchOf(matches, number);
    const byWords = match.score
      ? Math.floor((score * (match.score - match.code)) / match.score)
      : score;
    return Math.max(highest, byWords);
  }, 0);
  const shown = articles.filter(({ score }) => score * ranking.FLOOR >= most);
  const byCode = articles[0]?.code;
  /** @param {Ranked} article */
  const isLikely = ({ number, score, code, evidence }) => {
    if (byCode) return code;
    const isEnough =
      hasEnough(matchOf(matches, number), evidence, { asked, count }, ranking) ||
      affinity.isClear(number);
    return score * ranking.LIKELY >= most && isEnough;
  };
  // A likely article makes those before it likely: the two groups follow one another.
  let likely = shown.length;
  while (likely && !isLikely(shown[likely - 1])) likely--;
  shown.forEach((article, place) => {
    article.likely = place < likely;
  });
  return shown;
}

/**
 * Tell whether an article has enough of a question's words.
 * @param {Match} match
 * @param {number} evidence
 * @param {{ asked: number, count: number }} question Σ gain of its words, and their number.
 * @param {Ranking} ranking
 */
function hasEnough({ matched, score }, evidence, { asked, count }, ranking) {
  const { LEAST_LIKELY, MAX_WEIGHT, ONE, SHORT_QUESTION } = ranking;
  if (count <= SHORT_QUESTION) return matched * 2 >= asked || evidence * 3 >= ONE * 2;
  const [least, shared, most] = LEAST_LIKELY;
  const whole = MAX_WEIGHT * Math.max(1, asked);
  const share = Math.floor((ONE * (matched * MAX_WEIGHT + score)) / whole);
  const enough = Math.min(most, least + Math.floor(shared / count));
  return share + Math.floor(evidence / 2) >= enough;
}

/**
 * Compare two articles. An exact code is what was asked for: its articles come before all others.
 * Of equal ones, the article whose title is the code comes before one with a range of codes.
 * @param {Ranked} a
 * @param {Ranked} b
 */
const inOrder = (a, b) =>
  Number(b.code) - Number(a.code) ||
  b.score - a.score ||
  (a.code ? b.title - a.title : 0) ||
  a.number - b.number;

/**
 * Return the number of articles with a term in a title.
 * @param {Term} term
 */
const titlesWith = ({ postings }) =>
  postings.filter(({ places }) => places.some(([, words]) => words)).length;

/**
 * Return what the evidence of titles adds to a score.
 * @param {number} evidence
 * @param {number} best The best score without it.
 * @param {number} documents
 * @param {Ranking} ranking
 */
function pointsOf(evidence, best, documents, ranking) {
  const { ONE, FULL, EVIDENCE, EVIDENCE_SITE } = ranking;
  // Of few articles, fewer have a word of the question in a title by chance.
  const sizes = EVIDENCE_SITE + Math.max(EVIDENCE_SITE, documents);
  const extra = Math.floor((2 * EVIDENCE * EVIDENCE_SITE) / sizes);
  const factor = EVIDENCE + extra;
  return Math.floor((Math.floor((best * factor) / FULL) * evidence) / ONE);
}

/**
 * Return the evidence of an article's best title.
 * @param {Match["evidence"]} evidence
 * @param {number} titles The most that a title can match.
 * @param {Ranking} ranking
 */
function evidenceOf(evidence, titles, ranking) {
  const { ONE, TITLE_LENGTHS, LENGTH_EXTRA } = ranking;
  const [shortest, usual] = TITLE_LENGTHS;
  let most = 0;
  for (const [idfs, words] of evidence.values()) {
    const length = Math.max(shortest, words) + LENGTH_EXTRA;
    most = Math.max(most, Math.floor((idfs * (usual + LENGTH_EXTRA)) / length));
  }
  return Math.min(ONE, Math.floor((ONE * most) / Math.max(1, titles)));
}

/**
 * Return the match of an article, a new one if nothing matched it before.
 * @param {Map<number, Match>} matches
 * @param {number} number
 * @returns {Match}
 */
function matchOf(matches, number) {
  let match = matches.get(number);
  if (!match) {
    match = {
      score: 0,
      matched: 0,
      code: 0,
      titles: new Map(),
      slots: new Map(),
      evidence: new Map(),
    };
    matches.set(number, match);
  }
  return match;
}

/**
 * Add a stop word to the titles that ask with it.
 * @param {Map<number, Match>} matches
 * @param {Alternative} alternative
 * @param {number} gain
 * @param {Ranking} ranking
 */
function addAsking(matches, { term }, gain, { TITLE_LENGTHS }) {
  for (const { number, places } of term.postings) {
    const { evidence } = matchOf(matches, number);
    for (const [slot] of places) {
      const [idfs, words] = evidence.get(slot) ?? [0, TITLE_LENGTHS[1]];
      evidence.set(slot, [idfs + gain, words]);
    }
  }
}

/**
 * @param {Map<number, Match>} matches
 * @param {Alternative[]} alternatives
 * @param {(alternative: Alternative) => number} gainOf
 * @param {(alternative: Alternative) => number} titleGain
 * @param {Ranking} ranking
 */
function addWord(matches, alternatives, gainOf, titleGain, { TITLE_WORD }) {
  /** @type {Map<number, {gain: number, inTitle: number, posting: Posting}>} */
  const best = new Map();
  for (const alternative of alternatives) {
    const gain = gainOf(alternative);
    const inTitle = titleGain(alternative);
    for (const posting of alternative.term.postings) {
      const former = best.get(posting.number);
      if (!former || gain * posting.weight > former.gain * former.posting.weight)
        best.set(posting.number, { gain, inTitle, posting });
    }
  }
  for (const [number, { gain, inTitle, posting }] of best) {
    const match = matchOf(matches, number);
    match.score += gain * posting.weight;
    match.matched += gain;
    for (const [slot, words] of posting.places) {
      addSlot(match, slot, words ? gain * TITLE_WORD : gain);
      if (words) {
        const [idfs, count] = match.titles.get(slot) ?? [0, 0];
        match.titles.set(slot, [idfs + gain, count + 1, words]);
        const [evidence] = match.evidence.get(slot) ?? [0];
        match.evidence.set(slot, [evidence + inTitle, words]);
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
      if (extra.factor >= CODE) match.code += gain * posting.weight;
      if (extra.factor >= CODE && posting.weight >= STRONG) match.hasCode = true;
      for (const [slot] of posting.places) addSlot(match, slot, gain);
    }
  }
}

/**
 * @param {number} number
 * @param {Match} match
 * @param {{total: number, least: number}} question The most that an article can match, and the
 *   least number of words to count of a title.
 * @param {Ranking} ranking
 * @returns {Ranked}
 */
function ranked(number, match, { total, least }, { ONE, SHARE_FLOOR, MISSING_WORD }) {
  /** @type {Map<number, number>} */
  const coverages = new Map();
  for (const [slot, [idfs, count, words]] of match.titles)
    coverages.set(
      slot,
      Math.floor(
        (ONE * idfs) / (idfs + Math.max(0, Math.max(least, words) - count) * MISSING_WORD),
      ),
    );
  const share =
    SHARE_FLOOR + Math.floor(((ONE - SHARE_FLOOR) * match.matched) / Math.max(1, total));
  const title = Math.max(0, ...coverages.values());
  const coverage = match.hasCode ? ONE : title;
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
    title,
    code: !!match.hasCode,
    evidence: 0,
    likely: true,
  };
}
