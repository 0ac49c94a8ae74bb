// SPDX-License-Identifier: MIT
/** From what a person typed to the terms that are ranked. Twin of kbgen/search/question.py. */

import { normalise } from "./fold.js"
import { FULL } from "./score.js"
import { allowedErrors, distance } from "./spelling.js"
import { tokens } from "./tokens.js"

/**
 * @typedef {import("./score.js").Alternative} Alternative
 * @typedef {import("./tokens.js").Token} Token
 * @typedef {import("./shards.js").Lexicon} Lexicon
 *
 * @typedef {object} Word
 * @property {string} form
 * @property {Map<string, number>} keys - key of a term → factor of 16
 * @property {number} completions - articles with a word that this one may be the beginning of
 * @property {number} doubtful - readings up to this factor count as no rarer than the completions
 * @property {string} corrected
 *
 * @typedef {{words: Alternative[][], extras: Alternative[], suggestion: string | null}} Question
 */

const MAX_QUERY = 256
const MAX_TOKENS = 16
const MAX_COMPLETIONS = 12
const MAX_CORRECTED = 6
const MAX_LOOKUPS = 12
const MAX_CORRECTIONS = 3
const PREFIX = 8
const CORRECTED = [16, 11, 8]
const PAIR = 4

/**
 * Read a query.
 *
 * @param {string} query
 * @param {Lexicon} lexicon
 * @returns {Question}
 */
export function ask(query, lexicon) {
  const typed = normalise([...query].slice(0, MAX_QUERY).join(""))
  const text = inKnownLayout(typed, lexicon)
  const unfinished = /[\p{L}\p{N}\p{M}]$/u.test(text)
  const { words, wholes } = read(tokens(text, lexicon.fold).slice(0, MAX_TOKENS), lexicon, unfinished)
  join(words, lexicon)
  if (words.length && unfinished) complete(words[words.length - 1], lexicon)
  correct(words, lexicon)
  let weighty = words.filter(word => !lexicon.stop.has(word.form) && word.keys.size)
  if (!weighty.length) weighty = words
  return {
    words: weighty.map(word => alternatives([...word.keys], lexicon, word.completions, word.doubtful)),
    extras: alternatives([...wholes.map(key => pair(key, FULL)), ...pairs(weighty)], lexicon),
    suggestion:
      text !== typed || words.some(word => word.corrected)
        ? words.map(word => word.corrected || word.form).join(" ")
        : null
  }
}

/**
 * @param {string} key
 * @param {number} factor
 * @returns {[string, number]}
 */
const pair = (key, factor) => [key, factor]

/**
 * @param {[string, number][]} keys
 * @param {Lexicon} lexicon
 * @param {number} [completions]
 * @param {number} [doubtful]
 * @returns {Alternative[]}
 */
const alternatives = (keys, lexicon, completions = 0, doubtful = PREFIX) =>
  keys.flatMap(([key, factor]) => {
    const term = lexicon.term(key)
    const frequency = Math.max(term?.frequency ?? 0, factor <= doubtful ? completions : 0)
    return term ? [{ term, factor, frequency }] : []
  })

/**
 * @param {string} form
 * @param {string | null} key
 * @returns {Word}
 */
const makeWord = (form, key) => ({
  form,
  keys: new Map(key === null ? [] : [[key, FULL]]),
  completions: 0,
  doubtful: PREFIX,
  corrected: ""
})

/**
 * @param {Word} word
 * @param {string | null} key
 * @param {number} factor
 */
const add = (word, key, factor = FULL) => {
  if (key !== null) word.keys.set(key, Math.max(factor, word.keys.get(key) ?? 0))
}

/**
 * The words of a question, and the keys of its whole codes.
 *
 * @param {Token[]} chunks
 * @param {Lexicon} lexicon
 * @param {boolean} unfinished
 */
function read(chunks, lexicon, unfinished) {
  /** @type {Word[]} */
  const words = []
  /** @type {string[]} */
  const wholes = []
  for (const [place, { whole, parts, joined }] of chunks.entries()) {
    const key = lexicon.key(whole)
    // `AjaxMa` on its way to AjaxManager is one word, not Ajax and Ma.
    const one = unfinished && place === chunks.length - 1 && !joined && begins(whole, lexicon)
    if (parts.length && (joined || key === null) && !one) {
      for (const part of parts) {
        const word = makeWord(part, lexicon.key(part))
        add(word, key, Math.max(1, Math.floor(FULL / parts.length)))
        words.push(word)
      }
      if (key !== null) wholes.push(key)
    } else words.push(makeWord(whole, key))
  }
  return { words: words.slice(0, MAX_TOKENS), wholes }
}

/**
 * Neighbours read as one word: `log in`, `login`.
 *
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 */
function join(words, lexicon) {
  words.slice(1).forEach((right, place) => {
    const left = words[place]
    const key = lexicon.key(left.form + right.form)
    if (key === null) return
    let weighty = [left, right].filter(word => !lexicon.stop.has(word.form))
    if (!weighty.length) weighty = [left, right]
    for (const word of weighty) add(word, key, FULL / weighty.length)
  })
}

/**
 * The last word may not be finished yet.
 *
 * @param {Word} word
 * @param {Lexicon} lexicon
 */
function complete(word, lexicon) {
  const length = [...word.form].length
  if (length <= 3) {
    // Of few letters, it is hardly the rare word that it happens to be.
    word.doubtful = FULL
    word.completions = Math.floor(lexicon.documents / 2)
  }
  if (length === 2 || length === 3) {
    const ready = `${word.form}*`
    const term = lexicon.term(ready)
    word.completions = term?.frequency ?? 0
    if (term) add(word, ready, PREFIX)
  } else if (length > 3) {
    const keys = new Set(lexicon.completions(word.form).map(form => lexicon.key(form)))
    const found = most([...keys], lexicon)
    word.completions = Math.min(lexicon.documents, found.reduce((sum, { frequency }) => sum + frequency, 0))
    found.slice(0, MAX_COMPLETIONS).forEach(({ key }) => add(word, key, PREFIX))
  }
}

/**
 * Keys, those in most articles first.
 *
 * @param {(string | null)[]} keys
 * @param {Lexicon} lexicon
 */
const most = (keys, lexicon) =>
  keys
    .flatMap(key => {
      const term = key === null ? null : lexicon.term(key)
      return key !== null && term ? [{ key, frequency: term.frequency }] : []
    })
    .sort((a, b) => b.frequency - a.frequency || compare(a.key, b.key))

/**
 * @param {string} a
 * @param {string} b
 */
const compare = (a, b) => (a < b ? -1 : Number(a > b))

/**
 * @param {Word[]} words
 * @param {Lexicon} lexicon
 */
const correct = (words, lexicon) =>
  words.filter(word => !word.keys.size).slice(0, MAX_CORRECTED).forEach(word => nearest(word, lexicon))

/**
 * The text with its unknown chunks as the same keys type them in the other keyboard layout, where that is known.
 *
 * @param {string} text
 * @param {Lexicon} lexicon
 * @returns {string}
 */
function inKnownLayout(text, lexicon) {
  const [keys, letters] = lexicon.keyboard
  if (!keys.length) return text
  return text
    .split(" ")
    .map((chunk, place, { length }) => {
      const unfinished = place === length - 1
      if (isKnown(chunk, lexicon, unfinished)) return chunk
      const retyped = [[keys, letters], [letters, keys]].map(([source, target]) =>
        [...chunk.toLowerCase()].map(letter => target[source.indexOf(letter)] ?? letter).join(""))
      return retyped.find(other => isKnown(other, lexicon, unfinished)) ?? chunk
    })
    .join(" ")
}

/**
 * Whether every word of a chunk is known; an unfinished one may be the beginning of a known word.
 *
 * @param {string} chunk
 * @param {Lexicon} lexicon
 * @param {boolean} unfinished
 */
function isKnown(chunk, lexicon, unfinished) {
  const words = tokens(chunk, lexicon.fold).map(({ whole }) => whole)
  return words.length > 0 && words.every(word => lexicon.key(word) !== null || (unfinished && begins(word, lexicon)))
}

/**
 * @param {string} word
 * @param {Lexicon} lexicon
 */
function begins(word, lexicon) {
  const length = [...word].length
  return length === 2 || length === 3
    ? lexicon.term(`${word}*`) !== null
    : length > 3 && lexicon.completions(word).length > 0
}

/**
 * The known words with the fewest edits, of equals those in most articles.
 *
 * @param {Word} word
 * @param {Lexicon} lexicon
 */
function nearest(word, lexicon) {
  const limit = allowedErrors(word.form)
  if (!limit) return
  const near = lexicon
    .neighbours(word.form)
    .map(form => ({ form, edits: distance(word.form, form, limit), other: Number(form.codePointAt(0) !== word.form.codePointAt(0)) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || a.other - b.other || compare(a.form, b.form))
  near
    .slice(0, MAX_LOOKUPS)
    .flatMap(({ form, edits }) => {
      const key = lexicon.key(form)
      const term = key === null ? null : lexicon.term(key)
      return key !== null && term ? [{ form, edits, key, frequency: term.frequency }] : []
    })
    .sort((a, b) => a.edits - b.edits || b.frequency - a.frequency || compare(a.form, b.form))
    .slice(0, MAX_CORRECTIONS)
    .forEach(({ form, edits, key }) => {
      word.corrected ||= form
      add(word, key, CORRECTED[edits])
    })
}

/**
 * @param {Word[]} words
 * @returns {[string, number][]}
 */
function pairs(words) {
  const firsts = words.map(word => word.keys.keys().next().value ?? "")
  return firsts.slice(1).flatMap((right, place) => {
    const left = firsts[place]
    return left && right ? [pair(`${left} ${right}`, PAIR)] : []
  })
}
