// SPDX-License-Identifier: MIT
// Finds what a word that neither an article nor the vocabulary contains may mean. Twin of
// kbgen/search/query/correction.py.

import { allowedErrors, beginsAlmost, distance, reliableLetters } from "./edit-distance.js";
import { tokens } from "./tokens.js";
import { add, compare, makeWord } from "./words.js";

/** @typedef {import("./words.js").Lexicon} Lexicon */
/** @typedef {import("./words.js").Word} Word */

/**
 * Return the words with corrections for the unknown ones. Some may stay without a reading.
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop Words that were not looked up.
 * @param {boolean} unfinished
 * @returns {Word[]}
 */
export function correct(words, lexicon, stop, unfinished) {
  const unknown = words
    .filter(
      ({ form, keys }) => !keys.size && !stop.has(form) && lexicon.vocabularyKey(form) === null,
    )
    .slice(0, lexicon.ranking.MAX_CORRECTED);
  return words.flatMap((word, index) =>
    unknown.includes(word)
      ? corrected(word, lexicon, unfinished && index === words.length - 1)
      : [word],
  );
}

/**
 * Read an unknown word as the nearest known ones, as two words, or as a prefix.
 * @param {Word} word
 * @param {Lexicon} lexicon
 * @param {boolean} unfinished
 */
function corrected(word, lexicon, unfinished) {
  const limit = allowedErrors(word.form, lexicon.ranking);
  let near = limit ? nearest(word.form, 1, lexicon) : [];
  if (!near.length) {
    const halves = split(word.form, lexicon);
    if (halves) return halves;
    // Far more words are two errors away, so this is the last resort.
    if (limit > 1 && !lexicon.missing.size) near = nearest(word.form, limit, lexicon);
  }
  for (const { form, edits } of near) {
    word.corrected ||= form;
    add(word, lexicon.key(form), lexicon.ranking.CORRECTED[edits]);
  }
  if (limit && !near.length && unfinished && !lexicon.missing.size) completeAlmost(word, lexicon);
  return [word];
}

/**
 * Return the known words nearest to a typed one: fewest edits first, then those of most articles.
 * @param {string} typed
 * @param {number} limit
 * @param {Lexicon} lexicon
 */
function nearest(typed, limit, lexicon) {
  const first = typed.codePointAt(0);
  return lexicon
    .neighbors(typed, ...reliableLetters(typed, limit))
    .map((form) => ({ form, edits: distance(typed, form, limit) }))
    .filter(({ edits }) => edits <= limit)
    .map((each) => ({
      ...each,
      level: lexicon.level(each.form),
      other: Number(each.form.codePointAt(0) !== first),
    }))
    .sort(
      (a, b) =>
        a.edits - b.edits || b.level - a.level || a.other - b.other || compare(a.form, b.form),
    )
    .slice(0, lexicon.ranking.MAX_CORRECTIONS);
}

/**
 * Split a word that lost its space, such as `resetpassword`, into two known words.
 * @param {string} form
 * @param {Lexicon} lexicon
 * @returns {Word[] | null}
 */
function split(form, lexicon) {
  if (lexicon.missing.size || !/^\p{L}+$/u.test(form)) return null;
  const { MIN_HALF, MIN_REST, MAX_SPLITS } = lexicon.ranking;
  const letters = [...form];
  /** @param {number} length */
  const halves = (length) => [letters.slice(0, length).join(""), letters.slice(length).join("")];
  const lengths = [];
  for (let length = letters.length - MIN_REST; length >= MIN_HALF; length--)
    if (hasTerm(halves(length)[0], lexicon)) lengths.push(length);
  const first = lengths.slice(0, MAX_SPLITS).find((length) => hasTerm(halves(length)[1], lexicon));
  return first
    ? halves(first).map((half) => makeWord(half, lexicon.key(half), lexicon.ranking, half))
    : null;
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

/**
 * Read an unfinished word as the known words whose prefix is one edit away.
 * @param {Word} word
 * @param {Lexicon} lexicon
 */
function completeAlmost(word, lexicon) {
  const { MIN_UNFINISHED, MAX_CORRECTIONS, PREFIX } = lexicon.ranking;
  const letters = [...word.form];
  if (letters.length < MIN_UNFINISHED) return;
  const [size, tail] = reliableLetters(word.form, 1);
  const head = letters.slice(0, size).join("");
  const forms = lexicon
    .neighbors(word.form, size, tail)
    .filter((form) => form.startsWith(head) && beginsAlmost(word.form, form))
    .map((form) => ({ form, level: lexicon.level(form) }))
    .sort((a, b) => b.level - a.level || compare(a.form, b.form))
    .slice(0, MAX_CORRECTIONS);
  const keys = [...new Set(forms.map(({ form }) => lexicon.key(form) ?? ""))];
  const sum = keys.reduce((all, key) => all + (lexicon.term(key)?.frequency ?? 0), 0);
  word.completions = Math.min(lexicon.documents, sum);
  for (const key of keys) {
    word.corrected ||= key;
    add(word, key || null, PREFIX);
  }
}

/**
 * Return the text with unknown chunks retyped, if they are known that way: in the other keyboard
 * layout, or with digits for letters.
 * @param {string} text
 * @param {Lexicon} lexicon
 * @returns {string}
 */
export function retype(text, lexicon) {
  return text
    .split(" ")
    .map((chunk, index, { length }) => {
      const unfinished = index === length - 1;
      const others = retyped(chunk.toLowerCase(), lexicon);
      if (!others.length || isKnown(chunk, lexicon, unfinished) || lexicon.missing.size)
        return chunk;
      return others.find((other) => isKnown(other, lexicon, unfinished)) ?? chunk;
    })
    .join(" ");
}

/**
 * @param {string} chunk
 * @param {Lexicon} lexicon
 */
function retyped(chunk, { keyboard: [keys, letters] }) {
  const layouts = keys.length
    ? [
        [keys, letters],
        [letters, keys],
      ]
    : [];
  const others = layouts.map(([source, target]) =>
    [...chunk].map((letter) => target[source.indexOf(letter)] ?? letter).join(""),
  );
  const code = digitsForLetters(chunk);
  return code === chunk ? others : [...others, code];
}

/**
 * Return a chunk in lower case with digits for the letters like them: `kb4o1` → `kb401`. Only
 * letters next to digits change, and only in a code, which keeps another letter: `5l` is no 51.
 * @param {string} chunk
 */
function digitsForLetters(chunk) {
  const code = chunk.replace(/[oil]*[0-9][0-9oil]*/g, (run) =>
    run.replaceAll("o", "0").replace(/[il]/g, "1"),
  );
  // A longer chunk may be many words, each looked up.
  return /^(?=.*[a-z])[!-~]{1,32}$/.test(code) ? code : chunk;
}

/**
 * Tell whether all words of a chunk are known; an unfinished one may begin a known word.
 * @param {string} chunk
 * @param {Lexicon} lexicon
 * @param {boolean} unfinished
 */
function isKnown(chunk, lexicon, unfinished) {
  const words = tokens(chunk, lexicon.fold).map(({ whole }) => whole);
  const known = words.map(
    (word) =>
      lexicon.stop.has(word) ||
      lexicon.key(word) !== null ||
      lexicon.vocabularyKey(word) !== null ||
      (unfinished && beginsSomething(word, lexicon)),
  );
  return known.length > 0 && known.every(Boolean);
}

/**
 * Tell whether a longer known word begins with this one.
 * @param {string} word
 * @param {Lexicon} lexicon
 */
export function beginsSomething(word, lexicon) {
  if ([...word].length < Math.min(...lexicon.ranking.PREFIX_LENGTHS)) return false;
  const ready = lexicon.ready(word);
  return !!ready || (ready === null && lexicon.completions(word).length > 0);
}
