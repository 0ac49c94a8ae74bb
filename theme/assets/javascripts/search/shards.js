// SPDX-License-Identifier: MIT
/**
 * Reading shards: the words of an index, as far as they are loaded.
 *
 * A lexicon answers at once from what it has, and notes what it lacked in `missing`; the engine loads that and asks
 * again (engine.js). Format: kbgen/search/shards.py.
 */

import { Reader } from "./coding.js"
import { folder } from "./fold.js"

/**
 * @typedef {import("./score.js").Posting} Posting
 * @typedef {import("./score.js").Term} Term
 * @typedef {"f" | "r" | "b" | "t"} Kind - forms, reversed spellings, blocks, texts
 *
 * @typedef {object} Entry
 * @property {number} version
 * @property {string} lang
 * @property {number} documents
 * @property {Record<string, string>} fold
 * @property {string[]} stop
 * @property {[string, string]} keyboard
 * @property {string[]} shards - where each begins
 * @property {string[]} reversed - where each begins
 * @property {number} block - articles in a block
 * @property {number} texts - articles in a file of texts
 * @property {Record<Kind, [group: number, hashes: string]>} files - how many neighbours share a hash, and the hashes
 *
 * @typedef {{forms: string[], entries: Map<string, string>}} Shard
 */

const LAST = "\uFFFF"
const SHARED = 2
const HASH = 5
const MAX_WEIGHT = 252
const STEP = 4

/**
 * The name of a file.
 *
 * @param {Entry} entry
 * @param {Kind} kind
 * @param {number} place
 */
export function nameOf({ files }, kind, place) {
  const [group, hashes] = files[kind]
  const at = Math.floor(place / group) * HASH
  return `${kind}${place}-${hashes.slice(at, at + HASH)}.txt`
}

export class Lexicon {
  /** @param {Entry} entry */
  constructor(entry) {
    this.entry = entry
    this.documents = entry.documents
    this.fold = folder(entry.fold)
    this.stop = new Set(entry.stop)
    this.keyboard = entry.keyboard.map(keys => [...keys])
    /** @type {Map<string, Shard>} */
    this.loaded = new Map()
    /** @type {Map<string, Term>} */
    this.terms = new Map()
    /** @type {Set<string>} */
    this.missing = new Set()
  }

  /**
   * Take in the text of a shard.
   *
   * @param {string} name
   * @param {string} text
   */
  load(name, text) {
    this.loaded.set(name, parse(text))
  }

  /**
   * The key of a form's term, or null for a form that the index does not know.
   *
   * @param {string} form
   * @returns {string | null}
   */
  key(form) {
    const entry = this.#entryOf(form)
    if (!entry || / |\*$/.test(form)) return null
    return entry[0] === "=" ? form : expand(form, new Reader(entry, 1))
  }

  /**
   * The postings of a key, or null when it has none.
   *
   * @param {string} key
   * @returns {Term | null}
   */
  term(key) {
    let term = this.terms.get(key)
    if (term) return term
    const entry = this.#entryOf(key)
    if (entry?.[0] !== "=") return null
    term = decode(entry)
    if (!term.postings.length) return null
    this.terms.set(key, term)
    return term
  }

  /**
   * The forms that begin so and are longer, in order.
   *
   * @param {string} beginning
   * @returns {string[]}
   */
  completions(beginning) {
    return this.#within("f", beginning).filter(form => form !== beginning && !/ |\*$/.test(form))
  }

  /**
   * The forms that occur and begin or end with the same two letters.
   *
   * @param {string} word
   * @returns {string[]}
   */
  neighbours(word) {
    const letters = [...word]
    const head = letters.slice(0, SHARED).join("")
    const tail = letters.slice(-SHARED).join("")
    const found = new Set(this.#within("f", head).filter(form => this.#occurs(form)))
    const backwards = [...tail].reverse().join("")
    const others = this.entry.reversed.length
      ? this.#within("r", backwards).map(form => [...form].reverse().join(""))
      : this.#within("f", "").filter(form => form.endsWith(tail) && this.#occurs(form))
    others.forEach(form => found.add(form))
    return [...found]
  }

  /** @param {string} form */
  #occurs(form) {
    return !/ |\*$/.test(form) && this.#entryOf(form)?.[0] !== "<"
  }

  /** @param {string} form */
  #entryOf(form) {
    return this.#shard("f", rangeOf(this.entry.shards, form))?.entries.get(form)
  }

  /**
   * @param {"f" | "r"} kind
   * @param {string} beginning
   * @returns {string[]}
   */
  #within(kind, beginning) {
    const firsts = kind === "f" ? this.entry.shards : this.entry.reversed
    const found = []
    for (const [place, first] of firsts.entries()) {
      if (first > beginning + LAST || firsts[place + 1] <= beginning) continue
      const forms = this.#shard(kind, place)?.forms ?? []
      for (let at = search(forms, beginning); at < forms.length && forms[at].startsWith(beginning); at++)
        found.push(forms[at])
    }
    return found
  }

  /**
   * @param {"f" | "r"} kind
   * @param {number} place
   */
  #shard(kind, place) {
    const name = nameOf(this.entry, kind, place)
    const shard = this.loaded.get(name)
    if (!shard) this.missing.add(name)
    return shard
  }
}

/**
 * The place of the range that a form lies in; the first one begins with the empty form.
 *
 * @param {string[]} firsts
 * @param {string} form
 */
function rangeOf(firsts, form) {
  const place = search(firsts, form)
  return firsts[place] === form ? place : place - 1
}

/**
 * The first place in a sorted list that is not before `wanted`.
 *
 * @param {string[]} list
 * @param {string} wanted
 */
function search(list, wanted) {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle] < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * @param {string} text
 * @returns {Shard}
 */
function parse(text) {
  /** @type {string[]} */
  const forms = []
  const entries = new Map()
  let before = ""
  for (const line of text ? text.split("\n") : []) {
    const [abbreviated, entry = ""] = line.split("\t", 2)
    before = expand(before, new Reader(abbreviated))
    forms.push(before)
    entries.set(before, entry)
  }
  return { forms, entries }
}

/**
 * @param {string} before
 * @param {Reader} reader
 */
function expand(before, reader) {
  const shared = reader.number()
  return [...before].slice(0, shared).join("") + reader.text.slice(reader.position)
}

/**
 * @param {string} entry
 * @returns {Term}
 */
function decode(entry) {
  const reader = new Reader(entry, 1)
  const frequency = reader.number()
  /** @type {Posting[]} */
  const postings = []
  for (let weight = MAX_WEIGHT; !reader.atEnd; ) {
    weight -= reader.number() * STEP
    let number = 0
    for (let left = reader.number(); left; left--) {
      number += reader.number()
      postings.push({ number, weight, places: places(reader) })
    }
  }
  return { frequency, postings }
}

/**
 * @param {Reader} reader
 * @returns {[number, number][]}
 */
function places(reader) {
  /** @type {[number, number][]} */
  const found = []
  for (let slot = 0, more = 1; more; ) {
    const step = reader.number()
    slot += step >> 2
    more = step & 1
    found.push([slot, step & 2 ? reader.number() : 0])
  }
  return found
}
