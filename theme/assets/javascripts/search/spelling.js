// SPDX-License-Identifier: MIT
/** Bounded edit distance. Twin of kbgen/search/spelling.py. */

/**
 * How many errors are forgiven in a word; 0 for codes and numbers.
 *
 * @param {string} word
 * @returns {number}
 */
export const allowedErrors = word =>
  !/^[\p{L}\p{M}]{3,32}$/u.test(word) ? 0 : [...word].length < 6 ? 1 : 2

/**
 * Edits (insert, delete, replace, swap neighbours) between two words; limit + 1 when there are more.
 *
 * @param {string} left
 * @param {string} right
 * @param {number} limit
 * @returns {number}
 */
export function distance(left, right, limit) {
  const a = [...left]
  const b = [...right]
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before = []
  let row = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j] + 1, current[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]))
      if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1)
      current.push(cost)
    }
    if (Math.min(...current) > limit) return limit + 1
    before = row
    row = current
  }
  return Math.min(row[b.length], limit + 1)
}
