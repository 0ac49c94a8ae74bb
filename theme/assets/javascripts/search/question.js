// SPDX-License-Identifier: MIT
// Turns the words that a person typed into the terms that are ranked. Twin of
// kbgen/search/query/question.py.

import { nearWords } from "./affinity.js";
import { splitCompounds } from "./compounds.js";
import { beginsSomething, correct, retype } from "./correction.js";
import { normalize } from "./fold.js";
import { isCharacter, isDotted, isSymbol, isUnspaced, tokens } from "./tokens.js";
import { add, makeWord, mostFrequent, phraseKey } from "./words.js";

/**
 * @typedef {import("./score.js").Alternative} Alternative
 * @typedef {import("./tokens.js").Token} Token
 * @typedef {import("./words.js").Lexicon} Lexicon
 * @typedef {import("./words.js").Word} Word
 *
 * @typedef {object} Question
 * @property {Alternative[][]} words
 * @property {Alternative[]} extras Pairs and whole codes.
 * @property {Alternative[]} asking The stop words that occur in titles that ask.
 * @property {number} unknown Number of weighty words without a reading.
 * @property {import("./affinity.js").NearWord[]} near The weighty words with the articles near them.
 * @property {string | null} suggestion
 */

const LOOKS_LIKE_CODE = /^(?:(?=.*\p{L})(?=.*\p{N}).{3,}|\p{N}{5,})$/u;

/**
 * Read a query. Stop words are only looked up if nothing else is found.
 * @param {string} query
 * @param {Lexicon} lexicon
 * @returns {Question}
 */
export function ask(query, lexicon) {
  const { MAX_QUERY, MAX_TOKENS } = lexicon.ranking;
  const typed = normalize([...query.slice(0, 2 * MAX_QUERY)].slice(0, MAX_QUERY).join(""));
  const text = retype(typed, lexicon);
  const chunks = tokens(text, lexicon.fold, true).slice(0, MAX_TOKENS);
  const unfinished = /[\p{L}\p{N}\p{M}]$/u.test(text);
  const first = read(chunks, lexicon, lexicon.stop, unfinished, text !== typed);
  const isDone = lexicon.missing.size || first.words.length || first.near.length || !first.skipped;
  return isDone ? first : read(chunks, lexicon, new Set(), unfinished, text !== typed);
}

/**
 * @param {Token[]} chunks
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop Words that are not looked up.
 * @param {boolean} unfinished
 * @param {boolean} retyped
 * @returns {Question & {skipped: boolean}}
 */
function read(chunks, lexicon, stop, unfinished, retyped) {
  const { all, wholes } = readAll(chunks, lexicon, stop, unfinished);
  const asking = askingOf(all, lexicon);
  completeAll(all, lexicon, stop, unfinished);
  const skipped = all.some((word) => stop.has(word.form));
  // A word whose shard is not loaded is not unknown: wait before correcting anything.
  if (lexicon.missing.size)
    return { words: [], extras: [], asking, unknown: 0, near: [], suggestion: null, skipped };
  join(all, lexicon, stop);
  const words = correct(splitCompounds(all, lexicon, stop), lexicon, stop, unfinished);
  const weighty = words.filter((word) => word.keys.size && !stop.has(word.form));
  relate(weighty, lexicon);
  readPhrases(weighty, lexicon);
  const corrected = retyped || words.some((word) => word.corrected);
  return {
    words: weighty.map((word) => alternatives([...word.keys], lexicon, word)),
    extras: [...alternatives(wholes, lexicon), ...pairs(weighty, lexicon)],
    asking,
    unknown: words.filter((word) => !word.keys.size && !stop.has(word.form)).length,
    near: nearWords(words, lexicon),
    suggestion: corrected ? words.map((word) => word.corrected || word.form).join(" ") : null,
    skipped,
  };
}

/**
 * Return the readings that have a term.
 * @param {[key: string, factor: number][]} keys
 * @param {Lexicon} lexicon
 * @param {Word} [word] Whose readings they are.
 * @returns {Alternative[]}
 */
const alternatives = (keys, lexicon, word) =>
  keys.flatMap(([key, factor]) => {
    const term = lexicon.term(key);
    const isDoubtful = word && factor <= Math.max(lexicon.ranking.PREFIX, word.doubtful);
    const least = isDoubtful ? word.completions : 0;
    const frequency = Math.max(term?.frequency ?? 0, least);
    return term ? [{ term, factor, frequency }] : [];
  });

/**
 * Return the words of a question, and the keys of its whole codes with their factors.
 * @param {Token[]} chunks
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop
 * @param {boolean} unfinished
 */
function readAll(chunks, lexicon, stop, unfinished) {
  const { FULL, CODE, MAX_TOKENS } = lexicon.ranking;
  /** @param {string} form */
  const keyOf = (form) => (stop.has(form) ? null : lexicon.key(form));
  /** @type {Word[]} */
  const words = [];
  /** @type {Word[]} */
  const symbols = [];
  /** @type {[string, number][]} */
  const wholes = [];
  for (const [index, token] of chunks.entries()) {
    const { whole, parts, joined } = token;
    const key = keyOf(whole);
    if (isSymbol(whole)) {
      // Before the words, so that words on both sides are neighbors; left out if unknown.
      if (key !== null) symbols.push(makeWord(whole, key, lexicon.ranking));
      continue;
    }
    // An unfinished `AjaxMa` (AjaxManager) is one word, not Ajax and Ma.
    const isUnfinishedWord = () =>
      unfinished && index === chunks.length - 1 && !joined && beginsSomething(whole, lexicon);
    if (parts.length && (joined || key === null) && !isUnfinishedWord()) {
      for (const part of parts) {
        const word = makeWord(part, keyOf(part), lexicon.ranking);
        add(word, key, Math.max(1, Math.floor(FULL / parts.length)));
        words.push(word);
      }
    } else {
      const word = makeWord(whole, key, lexicon.ranking);
      // Articles may have `4.000` as 4000.
      if (isDotted(token)) add(word, lexicon.key(parts[0]), FULL);
      words.push(word);
    }
    const factor = LOOKS_LIKE_CODE.test(whole) ? CODE : joined ? FULL : 0;
    if (key !== null && factor) wholes.push([key, factor]);
  }
  return { all: [...symbols, ...words].slice(0, MAX_TOKENS), wholes };
}

/**
 * Read neighbors as one word (`log in`, `login`; `on line`, `online`).
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop
 */
function join(words, lexicon, stop) {
  const { FULL, MIN_JOINED } = lexicon.ranking;
  /** @param {Word} word */
  const isKnown = ({ form }) => lexicon.stop.has(form) || lexicon.key(form) !== null;
  /** @type {(left: Word, right: Word) => string | null} */
  const joined = (left, right) =>
    [...right.form].length < MIN_JOINED ||
    (isKnown(left) && isKnown(right) && !lexicon.mayJoin(left.form, right.form))
      ? null
      : lexicon.key(left.form + right.form);
  words.slice(1).forEach((right, index) => {
    const left = words[index];
    const key = stop.has(left.form)
      ? afterStopWord(left.form, right.form, lexicon)
      : joined(left, right);
    if (key === null) return;
    let weighty = [left, right].filter((word) => !lexicon.stop.has(word.form));
    if (!weighty.length) weighty = [left, right];
    for (const word of weighty) add(word, key, Math.floor(FULL / weighty.length));
  });
}

/**
 * Return the key that a stop word makes with a word, only if that is the word's usual form.
 * @param {string} stop
 * @param {string} form
 * @param {Lexicon} lexicon
 */
function afterStopWord(stop, form, lexicon) {
  const { MIN_JOINED, MIN_HALF } = lexicon.ranking;
  if (
    [...stop].length < MIN_JOINED ||
    [...form].length < MIN_HALF ||
    lexicon.stop.has(form) ||
    (lexicon.key(form) !== null && !lexicon.mayFollow(stop, form))
  )
    return null;
  const joined = stop + form;
  return lexicon.key(joined) === joined ? joined : null;
}

/**
 * Complete the last word, and every single character of a script without spaces. Forms of such
 * scripts have two characters: they complete one, and nothing else.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop
 * @param {boolean} unfinished
 */
function completeAll(words, lexicon, stop, unfinished) {
  const found = words.filter((word, index) => {
    const isLast = unfinished && index === words.length - 1 && !isUnspaced(word.form);
    return !stop.has(word.form) && (isLast || isCharacter(word.form));
  });
  for (const word of found.slice(0, lexicon.ranking.MAX_COMPLETED)) complete(word, lexicon);
}

/**
 * Read a word as a prefix of known words.
 * @param {Word} word
 * @param {Lexicon} lexicon
 */
function complete(word, lexicon) {
  const { FULL, PREFIX, PREFIX_LENGTHS, MAX_COMPLETIONS } = lexicon.ranking;
  const length = [...word.form].length;
  if (length <= Math.max(...PREFIX_LENGTHS)) {
    // A word of few letters is probably unfinished, so it must not count as the rare word that it
    // equals.
    word.doubtful = FULL;
    word.completions = Math.floor(lexicon.documents / 2);
  }
  const ready = lexicon.ready(word.form);
  if (ready) {
    word.completions = ready.frequency;
    add(word, `${word.form}*`, PREFIX);
  } else if (
    (length >= Math.min(...PREFIX_LENGTHS) || isCharacter(word.form)) &&
    ready !== undefined
  ) {
    const completions = mostFrequent(
      lexicon.completions(word.form).map((form) => lexicon.key(form)),
      lexicon,
    );
    word.completions = Math.min(
      lexicon.documents,
      completions.reduce((sum, { frequency }) => sum + frequency, 0),
    );
    for (const { key } of completions.slice(0, MAX_COMPLETIONS)) add(word, key, PREFIX);
  }
}

/**
 * Read words as related ones: a verb as its noun.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 */
function relate(words, lexicon) {
  for (const word of words) {
    const key = lexicon.key(word.form);
    if (key !== null && word.keys.has(key))
      for (const related of lexicon.related(key)) add(word, related, lexicon.ranking.RELATED_WORD);
  }
}

/**
 * Read neighbors as phrases with synonyms: `money back`. All keys come first: the readings that a
 * phrase adds must not change the keys of others.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 */
function readPhrases(words, lexicon) {
  const { PHRASE_LENGTHS, PHRASE_READING } = lexicon.ranking;
  const phrases = PHRASE_LENGTHS.flatMap((length) =>
    words.flatMap((_, start) =>
      start + length > words.length ? [] : [words.slice(start, start + length)],
    ),
  );
  const keys = phrases.map(phraseKey);
  phrases.forEach((phrase, index) => {
    const key = keys[index];
    if (key !== null && lexicon.term(key))
      for (const word of phrase) add(word, key, PHRASE_READING);
  });
}

/**
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @returns {Alternative[]}
 */
function pairs(words, lexicon) {
  const firsts = words.map((word) => word.keys.keys().next().value ?? "");
  return firsts.slice(1).flatMap((right, index) => {
    const term = lexicon.pair(firsts[index], right);
    return term ? [{ term, factor: lexicon.ranking.PAIR, frequency: term.frequency }] : [];
  });
}

/**
 * Return the stop words of a question, each with the titles that ask with it.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @returns {Alternative[]}
 */
function askingOf(words, lexicon) {
  const keys = new Set(words.map(({ form }) => lexicon.askingKey(form)));
  return alternatives(
    [...keys].flatMap((key) => (key === null ? [] : [[key, lexicon.ranking.FULL]])),
    lexicon,
  );
}
