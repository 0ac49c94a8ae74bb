// SPDX-License-Identifier: MIT
// Writes a suggestion as people write it: the index has words without diacritics and capitals. Twin
// of kbgen/search/query/as_written.py.

/**
 * Return a suggestion with its words as in the query, or else as in the titles found, in lower
 * case. A word that is in neither stays folded.
 * @param {string} suggestion Folded words with spaces between them.
 * @param {string} query
 * @param {string[]} titles Titles of the hits, best first.
 * @param {(text: string) => string} fold
 */
export function asWritten(suggestion, query, titles, fold) {
  /** @type {Map<string, string>} */
  const written = new Map();
  for (const text of [query, ...titles.map((title) => title.toLowerCase())])
    for (const word of text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
      const form = fold(word);
      if (!written.has(form)) written.set(form, word);
    }
  return suggestion
    .split(" ")
    .map((form) => written.get(form) ?? form)
    .join(" ");
}
