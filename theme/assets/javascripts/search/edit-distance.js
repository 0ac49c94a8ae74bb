// SPDX-License-Identifier: MIT
// Computes the edit distance of two words, up to a limit. Twin of
// kbgen/search/query/edit_distance.py.

const LETTERS = /^[\p{L}\p{M}]+$/u;

/**
 * Return how many errors a word may have; 0 for codes and numbers.
 * @param {string} word
 * @param {import("./shards.js").Ranking} ranking
 * @returns {number}
 */
export function allowedErrors(word, { CORRECTABLE, TWO_ERRORS }) {
  const { length } = [...word];
  const [shortest, longest] = CORRECTABLE;
  if (length < shortest || length > longest || !LETTERS.test(word)) return 0;
  return length < TWO_ERRORS ? 1 : 2;
}

/**
 * Return how many first letters, or else how many last letters, must be right in a word with this
 * many errors. This misses words with an error at each end.
 * @param {string} word
 * @param {number} errors
 * @returns {[head: number, tail: number]}
 */
export function reliableLetters(word, errors) {
  const { length } = [...word];
  return errors > 1
    ? [Math.max(2, Math.floor(length / 3)), Math.max(2, Math.floor(length / 3))]
    : [Math.max(2, Math.floor(length / 2)), Math.max(2, Math.floor((length - 1) / 2))];
}

/**
 * Return the number of edits between two words, or `limit` + 1 if more. An edit inserts, deletes or
 * replaces a letter, or swaps two neighbors.
 * @param {string} left
 * @param {string} right
 * @param {number} limit
 * @returns {number}
 */
export function distance(left, right, limit) {
  const a = [...left];
  const b = [...right];
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        row[j] + 1,
        current[j - 1] + 1,
        row[j - 1] + Number(a[i - 1] !== b[j - 1]),
      );
      if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2] + 1);
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = row;
    row = current;
  }
  return Math.min(row[b.length], limit + 1);
}

/**
 * Tell whether a word begins with a prefix after one edit, and is at least as long.
 * @param {string} prefix
 * @param {string} word
 */
export function beginsAlmost(prefix, word) {
  const a = [...prefix];
  const b = [...word];
  if (b.length < a.length) return false;
  const differs = a.findIndex((letter, index) => letter !== b[index]);
  const same = differs < 0 ? a.length : differs;
  const rest = a.slice(same);
  const after = b.slice(same);
  /** @type {(from: number, skipped: number) => boolean} */
  const follows = (from, skipped) =>
    after.slice(from).join("").startsWith(rest.slice(skipped).join(""));
  return (
    follows(0, 1) || // one letter too many
    follows(1, 0) || // one is missing
    follows(1, 1) || // another letter
    (rest.length > 1 && rest[0] === after[1] && rest[1] === after[0] && follows(2, 2))
  );
}
