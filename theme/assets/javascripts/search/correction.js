// SPDX-License-Identifier: MIT
/**
 * Finds what a word that no article contains may mean. Twin of kbgen/search/query/correction.py.
 */

import { allowedErrors, beginsAlmost, distance, shared } from "./spelling.js";
import { tokens } from "./tokens.js";
import { add, compare, makeWord } from "./words.js";

/** @typedef {import("./words.js").Lexicon} Lexicon */
/** @typedef {import("./words.js").Word} Word */

/**
 * Return the words with each unknown one read as what it may mean.
 *
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 * @param {Set<string>} stop - what is not looked up
 * @param {boolean} unfinished
 * @returns {Word[]}
 */
export function correct(words, lexicon, stop, unfinished) {
  const unknown = words
    .filter((word) => !word.keys.size && !stop.has(word.form))
    .slice(0, lexicon.ranking.MAX_CORRECTED);
  return words.flatMap((word, place) =>
    unknown.includes(word)
      ? corrected(word, lexicon, unfinished && place === words.length - 1)
      : [word],
  );
}

/**
 * Read an unknown word as the nearest known ones, as two words, or as a beginning.
 *
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
    // With two errors much more is alike: it is asked only when nothing else is left.
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
 * Return the known words nearest to a typed one: fewest edits first, then those in most articles.
 *
 * @param {string} typed
 * @param {number} limit
 * @param {Lexicon} lexicon
 */
function nearest(typed, limit, lexicon) {
  const first = typed.codePointAt(0);
  return lexicon
    .neighbors(typed, ...shared(typed, limit))
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
 *
 * @param {string} form
 * @param {Lexicon} lexicon
 * @returns {Word[] | null}
 */
function split(form, lexicon) {
  if (lexicon.missing.size || !/^\p{L}+$/u.test(form)) return null;
  const { MIN_HALF, MIN_REST, MAX_SPLITS } = lexicon.ranking;
  const letters = [...form];
  /** @param {number} place */
  const halves = (place) => [letters.slice(0, place).join(""), letters.slice(place).join("")];
  const starts = [];
  for (let place = letters.length - MIN_REST; place >= MIN_HALF; place--)
    if (hasTerm(halves(place)[0], lexicon)) starts.push(place);
  const place = starts.slice(0, MAX_SPLITS).find((start) => hasTerm(halves(start)[1], lexicon));
  return place
    ? halves(place).map((half) => makeWord(half, lexicon.key(half), lexicon.ranking, half))
    : null;
}

/**
 * Tell whether an article contains a form.
 *
 * @param {string} form
 * @param {Lexicon} lexicon
 */
function hasTerm(form, lexicon) {
  const key = lexicon.key(form);
  return key !== null && lexicon.term(key) !== null;
}

/**
 * Add the words whose beginning an unfinished word misspells by one edit.
 *
 * @param {Word} word
 * @param {Lexicon} lexicon
 */
function completeAlmost(word, lexicon) {
  const { MIN_UNFINISHED, MAX_CORRECTIONS, PREFIX } = lexicon.ranking;
  const letters = [...word.form];
  if (letters.length < MIN_UNFINISHED) return;
  const [size, tail] = shared(word.form, 1);
  const head = letters.slice(0, size).join("");
  const found = lexicon
    .neighbors(word.form, size, tail)
    .filter((form) => form.startsWith(head) && beginsAlmost(word.form, form))
    .map((form) => ({ form, level: lexicon.level(form) }))
    .sort((a, b) => b.level - a.level || compare(a.form, b.form))
    .slice(0, MAX_CORRECTIONS);
  const keys = [...new Set(found.map(({ form }) => lexicon.key(form) ?? ""))];
  const sum = keys.reduce((all, key) => all + (lexicon.term(key)?.frequency ?? 0), 0);
  word.completions = Math.min(lexicon.documents, sum);
  for (const key of keys) {
    word.corrected ||= key;
    add(word, key || null, PREFIX);
  }
}

/**
 * Return the text with its unknown chunks as the same keys type them in the other keyboard layout,
 * where that is known.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 * @returns {string}
 */
export function inKnownLayout(text, lexicon) {
  const [keys, letters] = lexicon.keyboard;
  if (!keys.length) return text;
  return text
    .split(" ")
    .map((chunk, place, { length }) => {
      const unfinished = place === length - 1;
      if (isKnown(chunk, lexicon, unfinished) || lexicon.missing.size) return chunk;
      const retyped = [
        [keys, letters],
        [letters, keys],
      ].map(([source, target]) =>
        [...chunk.toLowerCase()].map((letter) => target[source.indexOf(letter)] ?? letter).join(""),
      );
      return retyped.find((other) => isKnown(other, lexicon, unfinished)) ?? chunk;
    })
    .join(" ");
}

/**
 * Tell whether every word of a chunk is known; an unfinished one may be the beginning of a known
 * word.
 *
 * @param {string} chunk
 * @param {Lexicon} lexicon
 * @param {boolean} unfinished
 */
function isKnown(chunk, lexicon, unfinished) {
  const words = tokens(chunk, lexicon.fold).map(({ whole }) => whole);
  const known = words.map(
    (word) =>
      lexicon.stop.has(word) || lexicon.key(word) !== null || (unfinished && begins(word, lexicon)),
  );
  return known.length > 0 && known.every(Boolean);
}

/**
 * Tell whether a longer known word begins with this one.
 *
 * @param {string} word
 * @param {Lexicon} lexicon
 */
export function begins(word, lexicon) {
  if ([...word].length < Math.min(...lexicon.ranking.PREFIX_LENGTHS)) return false;
  const ready = lexicon.ready(word);
  return !!ready || (ready === null && lexicon.completions(word).length > 0);
}
