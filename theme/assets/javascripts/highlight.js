// SPDX-License-Identifier: MIT
// Decides which words of a title or extract to mark for a question. This is for display only: the
// index decides which articles match.

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
/** @type {Record<string, string>} */
const LETTERS = { ł: "l", ø: "o", đ: "d", ı: "i", ё: "е" };
/** Length of the prefix that inflected forms share: hasło, hasła. */
const STEM = 4;

/**
 * Return a word in lower case without accents on Latin letters; й stays й.
 * @param {string} word
 */
function fold(word) {
  return word
    .toLowerCase()
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => letter.normalize("NFD").replace(/\p{M}/gu, ""))
    .replace(/[łøđıё]/g, (letter) => LETTERS[letter]);
}

/**
 * Tell whether a word of the text is a form of a typed word, or begins with it.
 * @param {string} word
 * @param {string} typed
 */
function matches(word, typed) {
  if (word.startsWith(typed)) return true;
  const shared = Math.max(STEM, typed.length - 2);
  return (
    word.length <= typed.length + 3 &&
    word.length >= shared &&
    word.startsWith(typed.slice(0, shared))
  );
}

/**
 * Return the ranges of `text` to mark as matches.
 * @param {string} text
 * @param {string} query
 * @returns {[number, number][]}
 */
export function matchRanges(text, query) {
  const typed = (query.match(WORDS) ?? []).map(fold).filter((word) => word.length > 1);
  /** @type {[number, number][]} */
  const ranges = [];
  for (const match of text.matchAll(WORDS)) {
    const word = fold(match[0]);
    if (typed.some((each) => matches(word, each)))
      ranges.push([match.index, match.index + match[0].length]);
  }
  return ranges;
}
