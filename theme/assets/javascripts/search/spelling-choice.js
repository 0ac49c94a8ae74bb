// SPDX-License-Identifier: MIT
// Chooses the spellings to suggest, for all words of a question together. Twin of
// kbgen/search/query/spelling_choice.py, which explains the rule.

import { allowedErrors, distance } from "./edit-distance.js";
import { add } from "./words.js";

/**
 * @typedef {import("./words.js").Lexicon} Lexicon
 * @typedef {import("./words.js").Word} Word
 *
 * @typedef {object} Found What one article has of a word.
 * @property {number} points
 * @property {number} spelling Index of the best spelling that the article contains.
 * @property {number[]} titles Slots whose titles contain it.
 */

/**
 * Return the known words that few articles contain as typed, or none.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 */
export const doubtfulWords = (words, lexicon) =>
  words.filter(
    (word) =>
      (word.keys.size || lexicon.vocabularyKey(word.form) !== null) &&
      word.isKnown &&
      [...word.form].length >= lexicon.ranking.SHORT_WORD &&
      allowedErrors(word.form, lexicon.ranking) &&
      isRare(word, lexicon.ranking.FEW_ARTICLES, lexicon),
  );

/**
 * Tell whether few articles contain a word as typed: one, and one more for each `share`.
 * @param {Word} word
 * @param {number} share
 * @param {Lexicon} lexicon
 */
export function isRare({ form }, share, lexicon) {
  const key = lexicon.key(form);
  const term = key === null ? null : lexicon.term(key);
  return !term || term.frequency <= 1 + Math.floor(lexicon.documents / share);
}

/**
 * Correct all words that have `spellings`, or none.
 * @param {Word[]} words Those that are not skipped. A known word with `spellings` is the first of
 *   them itself.
 * @param {Lexicon} lexicon
 */
export function chooseSpellings(words, lexicon) {
  const finds = words.map((word) => findsOf(word, lexicon));
  const best = bestArticle(finds, lexicon);
  if (!isEvident(words, finds, best, lexicon)) return;
  words.forEach((word, index) => {
    if (!word.spellings.length) return;
    const spelling = word.spellings[finds[index].get(best)?.spelling ?? 0];
    if (spelling !== word.form) add(word, lexicon.key(spelling), lexicon.ranking.CORRECTED[1]);
    if (spelling !== word.form || !word.isKnown) word.corrected = spelling;
  });
}

/**
 * Return what each article has of a word: the best of its spellings.
 * @param {Word} word
 * @param {Lexicon} lexicon
 */
function findsOf(word, lexicon) {
  const { IN_ARTICLE, IN_TITLE } = lexicon.ranking;
  /** @type {Map<number, Found>} */
  const finds = new Map();
  const spellings = word.spellings.length ? word.spellings : [word.form];
  for (const [number, spelling] of spellings.entries()) {
    const keys = spelling === word.form ? [...word.keys.keys()] : [lexicon.key(spelling) ?? ""];
    for (const key of keys)
      for (const posting of lexicon.term(key)?.postings ?? []) {
        const titles = posting.places.filter(([, words]) => words).map(([slot]) => slot);
        const points = IN_ARTICLE + (titles.length ? IN_TITLE : 0) - number;
        if (points > (finds.get(posting.number)?.points ?? -1))
          finds.set(posting.number, { points, spelling: number, titles });
      }
  }
  return finds;
}

/**
 * Return the number of the article that contains most words; of equal ones, the first. Words count
 * more if they are in the same title.
 * @param {Map<number, Found>[]} finds
 * @param {Lexicon} lexicon
 */
function bestArticle(finds, { ranking: { IN_TITLE } }) {
  /** @type {Map<number, {points: number, titles: Map<number, number>}>} */
  const articles = new Map();
  for (const [number, found] of finds.flatMap((each) => [...each])) {
    const article = articles.get(number) ?? { points: 0, titles: new Map() };
    articles.set(number, article);
    article.points += found.points - (found.titles.length ? IN_TITLE : 0);
    for (const slot of found.titles) article.titles.set(slot, (article.titles.get(slot) ?? 0) + 1);
  }
  let [best, most] = [-1, -Infinity];
  for (const [number, { points, titles }] of articles) {
    const all = points + IN_TITLE * Math.max(0, ...titles.values());
    if (all > most || (all === most && number < best)) [best, most] = [number, all];
  }
  return best;
}

/**
 * Tell whether corrected words find an article together with the words that are known.
 * @param {Word[]} words
 * @param {Map<number, Found>[]} finds
 * @param {number} best
 * @param {Lexicon} lexicon
 */
function isEvident(words, finds, best, lexicon) {
  /** @type {Map<number, number>} */
  const known = new Map();
  let matched = 0;
  let mayBeOthers = false;
  for (const [index, word] of words.entries()) {
    const found = finds[index].get(best);
    const spelling = found && !word.isKnown ? word.spellings[found.spelling] : undefined;
    const needsTitle = spelling !== undefined && isUncertain(word.form, spelling, lexicon);
    if (found && (found.titles.length || !needsTitle)) matched++;
    if (spelling !== undefined && mayBeAnother(word.form, spelling, lexicon)) mayBeOthers = true;
    if (word.isKnown)
      for (const number of finds[index].keys()) known.set(number, (known.get(number) ?? 0) + 1);
  }
  return known.size ? matched > Math.max(...known.values()) : !mayBeOthers;
}

/**
 * Tell whether a short word with one other letter is probably a right word: `wife`, `wire`.
 * @param {string} form
 * @param {string} spelling
 * @param {Lexicon} lexicon
 */
function mayBeAnother(form, spelling, { ranking: { SHORT_WORD } }) {
  const [own, other] = [[...form], [...spelling]];
  return (
    own.length <= SHORT_WORD &&
    own.length === other.length &&
    own.sort().join() !== other.sort().join()
  );
}

/**
 * Tell whether a correction needs a title: short words are one letter from many others, and few
 * people mistype the first letter.
 * @param {string} form
 * @param {string} spelling
 * @param {Lexicon} lexicon
 */
const isUncertain = (form, spelling, { ranking: { SHORT_WORD } }) =>
  [...form].length <= SHORT_WORD ||
  form.codePointAt(0) !== spelling.codePointAt(0) ||
  distance(form, spelling, 1) > 1;
