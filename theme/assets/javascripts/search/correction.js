// SPDX-License-Identifier: MIT
// Finds what a word that neither an article nor the vocabulary contains may mean. Twin of
// kbgen/search/query/correction.py.

import { allowedErrors, beginsAlmost, distance, reliableLetters } from "./edit-distance.js";
import { split } from "./lost-spaces.js";
import { chooseSpellings, doubtfulWords, isRare } from "./spelling-choice.js";
import { tokens } from "./tokens.js";
import { add, compare } from "./words.js";

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
  const { MAX_CORRECTED } = lexicon.ranking;
  const unknown = words
    .filter(
      ({ form, keys }) => !keys.size && !stop.has(form) && lexicon.vocabularyKey(form) === null,
    )
    .slice(0, MAX_CORRECTED);
  const result = words.flatMap((word, index) =>
    unknown.includes(word)
      ? corrected(word, lexicon, unfinished && index === words.length - 1)
      : [word],
  );
  const weighty = result.filter((word) => !stop.has(word.form));
  // While spellings load, those of doubtful words load with them, which saves a round trip.
  const isWaiting = unknown.length > 0 && lexicon.missing.size > 0;
  if (isWaiting || weighty.some((word) => word.spellings.length)) {
    const left = MAX_CORRECTED - unknown.length;
    for (const word of doubtfulWords(weighty, lexicon).slice(0, left)) {
      const near = nearest(word.form, 1, neighbors(word.form, 1, lexicon), lexicon);
      word.spellings = [
        word.form,
        ...near.map(({ form }) => form).filter((form) => form !== word.form),
      ];
    }
    if (!lexicon.missing.size) chooseSpellings(weighty, lexicon);
  } else if (weighty.length === 1 && weighty[0].keys.size) {
    const [word] = weighty;
    if (isRare(word, lexicon.ranking.FEW_FOR_ENDINGS, lexicon))
      readEndings(word, () => lexicon.endings(word.form), lexicon);
  }
  return result;
}

/**
 * Read an unknown word as the nearest known ones, as several words, or as a prefix.
 * @param {Word} word
 * @param {Lexicon} lexicon
 * @param {boolean} unfinished
 */
function corrected(word, lexicon, unfinished) {
  const limit = allowedErrors(word.form, lexicon.ranking);
  const others = limit ? neighbors(word.form, 1, lexicon) : [];
  let near = nearest(word.form, 1, others, lexicon);
  const isNear = new Set(near.map(({ form }) => form));
  const endings = readEndings(word, () => others.filter((form) => !isNear.has(form)), lexicon);
  word.isKnown = endings && !near.length;
  if (!endings && !near.length) {
    const parts = split(word.form, lexicon);
    if (parts) return parts;
    // Far more words are two errors away, so this is the last resort.
    if (limit > 1 && !lexicon.missing.size)
      near = nearest(word.form, limit, neighbors(word.form, limit, lexicon), lexicon);
  }
  for (const { form, edits } of near) {
    add(word, lexicon.key(form), lexicon.ranking.CORRECTED[edits]);
    if (!word.isKnown) word.spellings.push(form);
  }
  if (limit && !word.isKnown && !near.length && unfinished && !lexicon.missing.size)
    completeAlmost(word, others, lexicon);
  return [word];
}

/**
 * @param {string} form
 * @param {number} errors
 * @param {Lexicon} lexicon
 */
const neighbors = (form, errors, lexicon) =>
  lexicon.neighbors(form, ...reliableLetters(form, errors));

/**
 * Return the known words nearest to a typed one: fewest edits first, then those of most articles.
 * @param {string} typed
 * @param {number} limit
 * @param {string[]} others Known words.
 * @param {Lexicon} lexicon
 */
function nearest(typed, limit, others, lexicon) {
  return others
    .map((form) => ({ form, edits: distance(typed, form, limit) }))
    .filter(({ edits }) => edits <= limit)
    .map((each) => ({
      ...each,
      level: lexicon.level(each.form),
      unlike: unlike(typed, each.form),
    }))
    .sort(
      (a, b) =>
        a.edits - b.edits || b.level - a.level || a.unlike - b.unlike || compare(a.form, b.form),
    )
    .slice(0, lexicon.ranking.MAX_CORRECTIONS);
}

/**
 * Return how many signs of a typo are missing: the same letters (twice), first and last one.
 * @param {string} form
 * @param {string} other
 */
function unlike(form, other) {
  const [one, two] = [[...form], [...other]];
  return (
    2 * Number([...one].sort().join("") !== [...two].sort().join("")) +
    Number(one[0] !== two[0]) +
    Number(one[one.length - 1] !== two[two.length - 1])
  );
}

/**
 * Read a word as the known words that end with it. Tell whether there are some.
 * @param {Word} word
 * @param {() => string[]} forms
 * @param {Lexicon} lexicon
 */
function readEndings(word, forms, lexicon) {
  const { MIN_ENDING, MAX_CORRECTIONS, CORRECTED } = lexicon.ranking;
  if ([...word.form].length < MIN_ENDING) return false;
  const endings = forms()
    .filter((form) => form !== word.form && form.endsWith(word.form))
    .map((form) => ({ form, level: lexicon.level(form) }))
    .sort((a, b) => b.level - a.level || compare(a.form, b.form));
  for (const { form } of endings.slice(0, MAX_CORRECTIONS))
    add(word, lexicon.key(form), CORRECTED[2]);
  return endings.length > 0;
}

/**
 * Read an unfinished word as the known words whose prefix is one edit away.
 * @param {Word} word
 * @param {string[]} others
 * @param {Lexicon} lexicon
 */
function completeAlmost(word, others, lexicon) {
  const { MIN_UNFINISHED, MAX_CORRECTIONS, PREFIX } = lexicon.ranking;
  const letters = [...word.form];
  if (letters.length < MIN_UNFINISHED) return;
  const [size] = reliableLetters(word.form, 1);
  const head = letters.slice(0, size).join("");
  const forms = others
    .filter((form) => form.startsWith(head) && beginsAlmost(word.form, form))
    .map((form) => ({ form, level: lexicon.level(form) }))
    .sort((a, b) => b.level - a.level || compare(a.form, b.form))
    .slice(0, MAX_CORRECTIONS);
  const keys = [...new Set(forms.map(({ form }) => lexicon.key(form) ?? ""))];
  const sum = keys.reduce((all, key) => all + (lexicon.term(key)?.frequency ?? 0), 0);
  word.completions = Math.min(lexicon.documents, sum);
  for (const key of keys) {
    word.spellings.push(key);
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
