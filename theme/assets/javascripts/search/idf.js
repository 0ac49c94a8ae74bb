// SPDX-License-Identifier: MIT
// Computes how rare a word is, in integers. Twin of `idf` in kbgen/search/index/weights.py.

/**
 * @param {number} documents
 * @param {number} frequency
 * @returns {number} in 1/64 bits
 */
export function idf(documents, frequency) {
  const ratio = Math.floor((64 * (2 * documents + 2)) / (2 * frequency + 1));
  const power = 31 - Math.clz32(ratio);
  return Math.max(1, (power - 6) * 64 + Math.floor(((ratio - 2 ** power) * 64) / 2 ** power));
}
