// SPDX-License-Identifier: MIT
/**
 * The search engine: loads what a question needs, ranks, and fetches what the best articles show.
 *
 * It touches neither the DOM nor worker globals; `load` is given, so that the same code runs in a worker and under Node.
 */

import { ask } from "./question.js"
import { rank } from "./score.js"
import { Lexicon, nameOf } from "./shards.js"

/**
 * @typedef {(name: string, fresh?: boolean) => Promise<string>} Load - the text of a file beside `entry.json`
 * @typedef {import("./score.js").Ranked} Ranked
 * @typedef {[id: string, url: string, title: string, trail: string[], kind: string, extract: string,
 *   passages: [anchor: string, title: string][]]} Row
 *
 * @typedef {object} Hit
 * @property {string} id
 * @property {string} url
 * @property {string} title
 * @property {string[]} trail
 * @property {string} kind
 * @property {string | null} passage - anchor of the passage that matches best
 * @property {string} passageTitle
 * @property {string} extract
 * @property {number} score
 *
 * @typedef {{total: number, hits: Hit[], suggestion: string | null, answer: Hit | null}} Result
 */

const VERSION = 1
/** Coverage, of 256, from which a passage's title answers the question. */
const ANSWER = 200
/** A file is gone when the site was published anew: the entry names its successor. */
export class Gone extends Error {}

/**
 * The promise kept under a name; one that failed is forgotten.
 *
 * @template T
 * @param {Map<string, Promise<T>>} kept
 * @param {string} name
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
function once(kept, name, start) {
  let promise = kept.get(name)
  if (!promise) {
    kept.set(name, (promise = start()))
    promise.catch(() => kept.delete(name))
  }
  return promise
}

export class Engine {
  /** @type {Promise<Lexicon> | null} */
  #lexicon = null
  /** @type {Map<string, Promise<any>>} */
  #blocks = new Map()
  /** @type {Map<string, Promise<string>>} - on their way; several questions may wait for one */
  #shards = new Map()

  /** @param {Load} load */
  constructor(load) {
    this.load = load
  }

  /** Read the entry, and the rest of a small site; throws when there is none or it is of another version. */
  async setup() {
    const lexicon = await this.#open()
    const { entry } = lexicon
    if (entry.shards.length === 1) lexicon.missing.add(nameOf(entry, "f", 0))
    if (entry.documents > 0 && entry.documents <= entry.block) this.#rows(nameOf(entry, "b", 0))
    await this.#fill(lexicon)
  }

  /**
   * Answer a question.
   *
   * @param {string} query
   * @param {number} limit
   * @param {boolean} [passages] - whether extracts come from the passages that match
   * @returns {Promise<Result>}
   */
  async search(query, limit, passages = false) {
    try {
      return await this.#answer(query, limit, passages)
    } catch (error) {
      if (!(error instanceof Gone)) throw error
      this.#lexicon = null
      this.#blocks.clear()
      this.#shards.clear()
      return this.#answer(query, limit, passages)
    }
  }

  #open() {
    this.#lexicon ??= this.load("entry.json", true).then(text => {
      const entry = JSON.parse(text)
      if (entry.version !== VERSION) throw new Error(`search index of version ${entry.version}, not ${VERSION}`)
      return new Lexicon(entry)
    })
    this.#lexicon.catch(() => (this.#lexicon = null))
    return this.#lexicon
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @param {boolean} passages
   * @returns {Promise<Result>}
   */
  async #answer(query, limit, passages) {
    const lexicon = await this.#open()
    for (;;) {
      const question = ask(query, lexicon)
      if (lexicon.missing.size) {
        await this.#fill(lexicon)
        continue
      }
      const ranked = rank(question.words, question.extras, lexicon.documents)
      const best = ranked.slice(0, limit)
      const answers = best[0]?.coverage >= ANSWER
      const hits = await Promise.all(
        best.map((item, place) => this.#hit(lexicon, item, passages || (answers && place === 0)))
      )
      return {
        total: ranked.length,
        hits,
        suggestion: question.suggestion,
        answer: answers && hits[0].passage !== null ? hits[0] : null
      }
    }
  }

  /** @param {Lexicon} lexicon */
  async #fill(lexicon) {
    const names = [...lexicon.missing].filter(name => !lexicon.loaded.has(name))
    lexicon.missing.clear()
    await Promise.all(
      names.map(async name => {
        lexicon.load(name, await once(this.#shards, name, () => this.load(name)))
        this.#shards.delete(name)
      })
    )
  }

  /**
   * @param {Lexicon} lexicon
   * @param {Ranked} ranked
   * @param {boolean} withText
   * @returns {Promise<Hit>}
   */
  async #hit({ entry }, ranked, withText) {
    const block = Math.floor(ranked.number / entry.block)
    const place = ranked.number % entry.block
    /** @type {Row} */
    const [id, url, title, trail, kind, extract, passages] = (await this.#rows(nameOf(entry, "b", block)))[place]
    const [anchor, passageTitle] = passages[ranked.slot - 1] ?? ["", ""]
    const hit = { id, url, title, trail, kind, passage: anchor || null, passageTitle, extract, score: ranked.score }
    if (anchor && withText) hit.extract = (await this.#rows(nameOf(entry, "t", block)))[place][ranked.slot - 1] || extract
    return hit
  }

  /** @param {string} name */
  #rows(name) {
    return once(this.#blocks, name, () => this.load(name).then(text => JSON.parse(text)))
  }
}
