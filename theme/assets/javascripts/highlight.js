// SPDX-License-Identifier: MIT
// Which words of a title or extract to mark for a question. For the eye only: what matches is decided in the index.

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const LETTERS = { ł: "l", ø: "o", đ: "d", ı: "i", ё: "е" };
/** Inflected forms share their beginning: hasło, hasła. */
const STEM = 4;

/**
 * Lower case without accents on Latin letters; й stays й.
 * @param {string} word
 */
function fold(word) {
  return word
    .toLowerCase()
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => letter.normalize("NFD").replace(/\p{M}/gu, ""))
    .replace(/[łøđıё]/g, (letter) => LETTERS[letter]);
}

/**
 * @param {string} word
 * @param {string} wanted
 */
function matches(word, wanted) {
  if (word.startsWith(wanted)) return true;
  const shared = Math.max(STEM, wanted.length - 2);
  return (
    word.length <= wanted.length + 3 &&
    word.length >= shared &&
    word.startsWith(wanted.slice(0, shared))
  );
}

/**
 * The ranges of `text` that a reader should see as found.
 * @param {string} text
 * @param {string} query
 * @returns {[number, number][]}
 */
export function matchRanges(text, query) {
  const wanted = (query.match(WORDS) ?? []).map(fold).filter((word) => word.length > 1);
  /** @type {[number, number][]} */
  const ranges = [];
  for (const match of text.matchAll(WORDS)) {
    const word = fold(match[0]);
    if (wanted.some((each) => matches(word, each)))
      ranges.push([match.index, match.index + match[0].length]);
  }
  return ranges;
}
