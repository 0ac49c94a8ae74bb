// SPDX-License-Identifier: MIT
// Answers questions: loads what a question needs, ranks, and loads what the best articles show.
//
// It touches neither the DOM nor worker globals; `load` is given, so that the same code runs in a
// worker and under Node.

import { asWritten } from "./as-written.js";
import { Messages, pastedWords, putFirst, shortened } from "./pasted.js";
import { ask } from "./question.js";
import { rank } from "./score.js";
import { Lexicon, nameOf } from "./shards.js";

/**
 * @typedef {(name: string, signal?: AbortSignal) => Promise<string>} Load The text of a file
 *   next to `entry.json`.
 * @typedef {import("./score.js").Ranked} Ranked
 * @typedef {[url: string, title: string, kind: string, trail: number, id?: string]} Row
 * @typedef {[trails: string[][], rows: Row[]]} Block
 * @typedef {[anchor: string, title: string, extract: string]} Passage
 * @typedef {[extract: string, passages: Passage[]]} Text
 *
 * @typedef {object} Hit
 * @property {string} id
 * @property {string} url
 * @property {string} title
 * @property {string[]} trail
 * @property {string} kind
 * @property {string | null} passage Anchor of the passage that matches best; null where no text
 *   was asked for.
 * @property {string} passageTitle
 * @property {string} extract Empty where no text was asked for; lines, those of steps marked.
 * @property {Passage[]} passages The other passages that match, best first.
 * @property {number} score
 * @property {boolean} likely Whether it may be what was asked for; likely hits come first.
 *
 * @typedef {object} Result
 * @property {number} total How many articles are results.
 * @property {number} likely How many of them are likely.
 * @property {Hit[]} hits
 * @property {string | null} suggestion
 * @property {number} suggested How many articles answer the suggestion.
 * @property {Hit | null} answer
 *
 * @typedef {object} Options What `search` takes after the limit.
 * @property {number} texts
 * @property {AbortSignal} [signal]
 * @property {(result: Result) => void} [early]
 */

const VERSION = 5;
/** Coverage, of 256, from which a passage's title answers the question. */
const ANSWER = 200;
/** Maximum number of passages that a hit names. */
const PASSAGES = 3;
/** Sites of up to this many articles show the texts of the first hits even if none were asked for. */
const SMALL = 64;
/** Number of these hits. */
const SHOWN = 6;
/** @type {Passage} */
const NO_PASSAGE = ["", "", ""];
/** Says that a file is gone: the site was published again, and the new entry names other files. */
export class Gone extends Error {}

/**
 * Return the promise cached under a name, or start it; forget one that fails or is canceled.
 * @template T
 * @param {Map<string, Promise<T>>} cache
 * @param {string} name
 * @param {() => Promise<T>} start
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
function once(cache, name, start, signal) {
  const cached = cache.get(name);
  if (cached) return cached;
  const promise = start();
  const forget = () => cache.delete(name);
  cache.set(name, promise);
  // Forget it at once: the next question must not wait for a request that is being canceled.
  signal?.addEventListener("abort", forget);
  promise.catch(forget).finally(() => signal?.removeEventListener("abort", forget));
  return promise;
}

export class Engine {
  /** @type {Promise<Lexicon> | null} */
  #lexicon = null;
  /** @type {Map<string, Promise<Block>>} */
  #blocks = new Map();
  /** @type {Map<string, Promise<Text[]>>} */
  #texts = new Map();
  /** @type {Promise<Messages> | null} */
  #messages = null;
  /** @type {Map<string, Promise<string>>} Being loaded; several questions may wait for one. */
  #shards = new Map();

  /** @param {Load} load */
  constructor(load) {
    this.load = load;
  }

  /**
   * Load the entry, and the rest of a small site; throw when there is none or it has another
   * version.
   * @param {string | null} [text] Of the entry, when it has been fetched already.
   */
  async setup(text = null) {
    if (text !== null) this.#lexicon = Promise.resolve(lexiconOf(text));
    const lexicon = await this.#open();
    const { entry } = lexicon;
    if (entry.shards.length === 1) lexicon.missing.add(nameOf(entry, "f", 0));
    if (entry.documents > 0 && entry.documents <= Math.min(entry.block, entry.texts)) {
      this.#read(this.#blocks, nameOf(entry, "b", 0));
      this.#read(this.#texts, nameOf(entry, "t", 0));
    }
    await this.#fill(lexicon);
  }

  /**
   * Answer a question.
   * @param {string} query
   * @param {number} limit
   * @param {number} [texts] How many of the first hits are shown with text and the passage that
   *   matches.
   * @param {AbortSignal} [signal] Cancels what only this question needs; shards are loaded anyway,
   *   because the next question needs them too.
   * @param {(result: Result) => void} [early] Gets the result of the known words while the
   *   spellings of the others load; called at most once, and never after the answer.
   * @returns {Promise<Result>}
   */
  async search(query, limit, texts = 0, signal = undefined, early = undefined) {
    let isDone = false;
    /** @param {Result} result */
    const first = (result) => {
      if (!isDone) early?.(result);
    };
    const options = { texts, signal, early: early && first };
    try {
      return await this.#answer(query, limit, options);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      this.#lexicon = null;
      this.#blocks.clear();
      this.#texts.clear();
      this.#messages = null;
      this.#shards.clear();
      return await this.#answer(query, limit, options);
    } finally {
      isDone = true;
    }
  }

  #open() {
    this.#lexicon ??= this.load("entry.json").then(lexiconOf);
    this.#lexicon.catch(() => (this.#lexicon = null));
    return this.#lexicon;
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @param {Options} options
   * @returns {Promise<Result>}
   */
  async #answer(query, limit, options) {
    const lexicon = await this.#open();
    const message = await this.#message(query, lexicon);
    const text = shortened(query, lexicon);
    for (let { early } = options; ; ) {
      const question = ask(text, lexicon);
      // No one wants another spelling of a log.
      const suggestion = lexicon.missing.size || text !== query ? null : question.suggestion;
      const other = suggestion ? ask(`${suggestion} `, lexicon) : null;
      if (!lexicon.missing.size) {
        const found = rank(question, lexicon);
        const ranked = message === null ? found : putFirst(found, message, lexicon.ranking.ONE);
        const suggested = other ? rank(other, lexicon).length : 0;
        const result = await this.#result(lexicon, ranked, limit, { ...options, suggested });
        const titles = result.hits.map((hit) => hit.title);
        result.suggestion = suggestion && asWritten(suggestion, query, titles, lexicon.fold);
        return result;
      }
      const filled = this.#fill(lexicon);
      // Words that are known have their postings before spellings are looked up.
      if (early && message === null && question.words.length) {
        this.#result(lexicon, rank(question, lexicon), limit, options).then(early, () => {});
        early = undefined;
      }
      await filled;
      options.signal?.throwIfAborted();
    }
  }

  /**
   * Return what is shown of ranked articles.
   * @param {Lexicon} lexicon
   * @param {Ranked[]} ranked
   * @param {number} limit
   * @param {Options & Partial<Pick<Result, "suggested">>} options
   * @returns {Promise<Result>}
   */
  async #result(lexicon, ranked, limit, { texts, signal, suggested = 0 }) {
    const best = ranked.slice(0, limit);
    const answers = best[0]?.coverage >= ANSWER && (best[0].slot > 0 || best[0].code);
    // Texts are most of the bytes.
    const least = lexicon.documents <= SMALL ? SHOWN : Number(answers);
    const shown = Math.max(texts, least);
    const hits = await Promise.all(
      best.map((article, index) =>
        this.#hit(lexicon, article, index < shown, answers && !index, signal),
      ),
    );
    return {
      total: ranked.length,
      likely: ranked.filter((article) => article.likely).length,
      hits,
      suggestion: null,
      suggested,
      answer: answers && hits[0].extract ? hits[0] : null,
    };
  }

  /**
   * Return the article with the longest message in a pasted text, or null.
   * @param {string} query
   * @param {Lexicon} lexicon
   * @returns {Promise<number | null>}
   */
  async #message(query, lexicon) {
    const words = pastedWords(query, lexicon);
    if (!words) return null;
    this.#messages ??= this.#loadMessages(lexicon);
    this.#messages.catch(() => (this.#messages = null));
    return (await this.#messages).longestIn(words, lexicon.ranking);
  }

  /**
   * @param {Lexicon} lexicon
   * @returns {Promise<Messages>}
   */
  async #loadMessages({ entry }) {
    const numbers = [...Array(Math.ceil(entry.documents / entry.messages)).keys()];
    const files = await Promise.all(numbers.map((number) => this.load(nameOf(entry, "m", number))));
    return new Messages(files.flatMap((text) => JSON.parse(text)));
  }

  /** @param {Lexicon} lexicon */
  async #fill(lexicon) {
    const names = [...lexicon.missing].filter((name) => !lexicon.loaded.has(name));
    lexicon.missing.clear();
    await Promise.all(
      names.map(async (name) => {
        lexicon.load(name, await once(this.#shards, name, () => this.load(name)));
        this.#shards.delete(name);
      }),
    );
  }

  /**
   * @param {Lexicon} lexicon
   * @param {Ranked} ranked
   * @param {boolean} withText
   * @param {boolean} answers Whether its text is shown as the answer.
   * @param {AbortSignal} [signal]
   * @returns {Promise<Hit>}
   */
  async #hit({ entry }, { number, slot, score, slots, likely }, withText, answers, signal) {
    const block = nameOf(entry, "b", Math.floor(number / entry.block));
    const text = nameOf(entry, "t", Math.floor(number / entry.texts));
    const [[trails, rows], texts] = await Promise.all([
      this.#read(this.#blocks, block, signal),
      withText ? this.#read(this.#texts, text, signal) : null,
    ]);
    const [url, title, kind, trail, id = url.replace(/\/$/, "").replaceAll("/", "-")] =
      rows[number % entry.block];
    const [extract, passages] = texts?.[number % entry.texts] ?? ["", []];
    const matched = passages[slot - 1];
    // The first passage, with causes and remedies, answers a symptom, a customer's question or a
    // code.
    const [, passageTitle, passageExtract] = (matched ?? (answers && passages[0])) || NO_PASSAGE;
    return {
      id,
      url,
      title,
      trail: trails[trail],
      kind,
      score,
      likely,
      passageTitle,
      passage: matched?.[0] || null,
      extract: ((matched?.[0] || answers) && passageExtract) || extract,
      passages: slots
        .map((other) => (other !== slot && passages[other - 1]) || NO_PASSAGE)
        .filter(([anchor, name]) => anchor && name)
        .slice(0, PASSAGES - 1),
    };
  }

  /**
   * Load and parse a file, once.
   * @template T
   * @param {Map<string, Promise<T>>} cache
   * @param {string} name
   * @param {AbortSignal} [signal]
   */
  #read(cache, name, signal) {
    return once(
      cache,
      name,
      () => this.load(name, signal).then((text) => JSON.parse(text)),
      signal,
    );
  }
}

/**
 * @param {string} text Of the entry.
 * @returns {Lexicon}
 */
function lexiconOf(text) {
  const entry = JSON.parse(text);
  if (entry.version !== VERSION)
    throw new Error(`search index of version ${entry.version}, not ${VERSION}`);
  return new Lexicon(entry);
}
