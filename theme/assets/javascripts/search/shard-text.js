// SPDX-License-Identifier: MIT
// Decodes the text of shards. Format: kbgen/search/browser/shards.py.

import { Reader } from "./base47.js";

/**
 * @typedef {import("./score.js").Posting} Posting
 * @typedef {import("./score.js").Term} Term
 * @typedef {import("./shards.js").Ranking} Ranking
 *
 * @typedef {[number: number, strength: number][]} Near An affinity list: the articles near a word,
 *   strongest first.
 *
 * @typedef {object} Shard
 * @property {string[]} forms
 * @property {Map<string, string>} entries
 * @property {Map<string, string>} joins
 * @property {Map<string, string>} near Affinity lists.
 */

/**
 * Parse the lines of a shard.
 * @param {string} text
 * @returns {Shard}
 */
export function parse(text) {
  /** @type {string[]} */
  const forms = [];
  const entries = new Map();
  const joins = new Map();
  const near = new Map();
  let before = "";
  for (const line of text ? text.split("\n") : []) {
    const [abbreviated, entry = "", marks, list] = line.split("\t");
    before = expand(before, new Reader(abbreviated));
    forms.push(before);
    entries.set(before, entry);
    if (marks) joins.set(before, marks);
    if (list) near.set(before, list);
  }
  return { forms, entries, joins, near };
}

/**
 * Return a text that begins with as many letters of another one as the reader's next number says.
 * @param {string} before
 * @param {Reader} reader
 */
export function expand(before, reader) {
  const shared = reader.number();
  return [...before].slice(0, shared).join("") + reader.text.slice(reader.position);
}

/**
 * Decode the postings of a term.
 * @param {string} entry
 * @param {Ranking} ranking
 * @returns {Term}
 */
export function decode(entry, { MAX_WEIGHT, STEP }) {
  const reader = new Reader(entry, 1);
  const frequency = reader.number();
  /** @type {Posting[]} */
  const postings = [];
  for (let weight = MAX_WEIGHT; !reader.atEnd; ) {
    weight -= reader.number() * STEP;
    let number = 0;
    for (let left = reader.number(); left; left--) {
      number += reader.number();
      postings.push({ number, weight, places: places(reader) });
    }
  }
  return { frequency, postings };
}

/**
 * Decode an affinity list.
 * @param {string} text
 * @returns {Near}
 */
export function decodeNear(text) {
  const reader = new Reader(text);
  /** @type {Near} */
  const near = [];
  for (let strength = 0; !reader.atEnd; ) {
    const step = reader.number();
    strength = strength ? strength - step : step;
    let number = 0;
    for (let left = reader.number(); left; left--) {
      number += reader.number();
      near.push([number, strength]);
    }
  }
  return near;
}

/**
 * @param {Reader} reader
 * @returns {[number, number][]}
 */
function places(reader) {
  /** @type {[number, number][]} */
  const slots = [];
  for (let slot = 0, more = 1; more; ) {
    const step = reader.number();
    slot += step >> 2;
    more = step & 1;
    slots.push([slot, step & 2 ? reader.number() : 0]);
  }
  return slots;
}
