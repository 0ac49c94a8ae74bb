// SPDX-License-Identifier: MIT
// Looks words up in shards: files with the words of an index.
//
// A lexicon answers at once from the files that are loaded, and lists the others that it needs in
// `missing`; the engine loads them and asks again (engine.js). Format:
// kbgen/search/browser/shards.py.

import { BASE, digit, Reader } from "./base47.js";
import { folder, lettersOf } from "./fold.js";
import { decode, decodeNear, expand, parse } from "./shard-text.js";

/**
 * @typedef {import("./score.js").Term} Term
 * @typedef {import("./shard-text.js").Near} Near
 * @typedef {"f" | "p" | "w" | "r" | "b" | "t" | "m"} Kind Forms, prefixes, spellings, reversed
 *   spellings, blocks, texts, messages.
 *
 * @typedef {object} Ranking The constants of kbgen/search/index/ranking.py, which explains them.
 * @property {number} MAX_WEIGHT
 * @property {number} STEP
 * @property {number} MAX_QUERY
 * @property {number} MAX_TOKENS
 * @property {number} MAX_PASTE
 * @property {number} QUESTION_WORDS
 * @property {number} MAX_MESSAGE_WORDS
 * @property {number} MAX_COMPLETED
 * @property {number} MAX_COMPLETIONS
 * @property {number[]} PREFIX_LENGTHS
 * @property {number[]} PHRASE_LENGTHS
 * @property {number} MIN_JOINED
 * @property {number} FULL
 * @property {number} PREFIX
 * @property {number} PHRASE_READING
 * @property {number} RELATED_WORD
 * @property {number} MAX_RELATED
 * @property {number} PAIR
 * @property {number} CODE
 * @property {[least: number, most: number]} CORRECTABLE
 * @property {number} TWO_ERRORS
 * @property {number} MAX_CORRECTED
 * @property {number} MAX_CORRECTIONS
 * @property {number[]} CORRECTED
 * @property {number} MIN_HALF
 * @property {number} MIN_REST
 * @property {number} MAX_SPLITS
 * @property {number} MIN_UNFINISHED
 * @property {number} MIN_ENDING
 * @property {number} FEW_ARTICLES
 * @property {number} FEW_FOR_ENDINGS
 * @property {number} SHORT_WORD
 * @property {number} IN_ARTICLE
 * @property {number} IN_TITLE
 * @property {number} ONE
 * @property {number} SHARE_FLOOR
 * @property {number} TITLE_WORD
 * @property {number} MISSING_WORD
 * @property {number} LONG_QUESTION
 * @property {number} EVIDENCE
 * @property {number} EVIDENCE_SITE
 * @property {[shortest: number, usual: number]} TITLE_LENGTHS
 * @property {number} LENGTH_EXTRA
 * @property {number} FLOOR
 * @property {number} LIKELY
 * @property {number} SHORT_QUESTION
 * @property {[number, number, number]} LEAST_LIKELY
 * @property {number} STRONG
 * @property {number} NEAR_ONE
 * @property {number} NEAR_FACTOR
 * @property {number} NEAR_SITE
 * @property {number} NEAR_IDF
 * @property {number} NEAR_ALONE
 * @property {number} NEAR_LIKELY
 *
 * @typedef {object} Entry
 * @property {number} version
 * @property {string} lang
 * @property {number} documents
 * @property {Ranking} ranking
 * @property {Record<string, string>} fold
 * @property {string} [han] Pairs of Han characters, the second replaces the first.
 * @property {string[]} stop
 * @property {string[]} [links] Letters between the parts of compounds.
 * @property {number} last Minimum length of a stop word at the end of a word that lost its spaces.
 * @property {Record<string, string>} asking Stop word that titles ask with → its key.
 * @property {[string, string]} keyboard
 * @property {string[]} shards Where each begins.
 * @property {string[]} prefixes Where each begins.
 * @property {string[]} words Where each begins.
 * @property {string[]} reversed Where each begins.
 * @property {number} block Articles in a block.
 * @property {number} texts Articles in a file of texts.
 * @property {number} messages Articles in a file of messages.
 * @property {Record<Kind, [group: number, hashes: string]>} files How many neighbors share a
 *   hash, and the hashes.
 *
 * @typedef {import("./shard-text.js").Shard} Shard
 */

const AFTER_LETTERS = "\uFFFF";
const HASH = 5;
const PREFIX = /\*$/;
const NO_FORM = / |\*$/;
/** An entry of a form that articles have, or a form of such a word. */
const OF_ARTICLES = /^[=<>]/;

/**
 * Return the name of a file.
 * @param {Entry} entry
 * @param {Kind} kind
 * @param {number} number
 */
export function nameOf({ files }, kind, number) {
  const [group, hashes] = files[kind];
  const start = Math.floor(number / group) * HASH;
  return `${kind}${number}-${hashes.slice(start, start + HASH)}.txt`;
}

export class Lexicon {
  /** @param {Entry} entry */
  constructor(entry) {
    this.entry = entry;
    this.documents = entry.documents;
    this.ranking = entry.ranking;
    this.fold = folder(lettersOf(entry));
    this.stop = new Set(entry.stop);
    this.links = entry.links ?? [];
    this.minLastWord = entry.last;
    this.keyboard = entry.keyboard.map((keys) => [...keys]);
    /** @type {Map<string, Shard>} */
    this.loaded = new Map();
    /** @type {Shard} Terms of other shards, which came with a form that points to them. */
    this.copies = { forms: [], entries: new Map(), joins: new Map(), near: new Map() };
    /** @type {Map<string, Term>} */
    this.terms = new Map();
    /** @type {Map<string, Near>} */
    this.lists = new Map();
    /** @type {Set<string>} */
    this.missing = new Set();
  }

  /**
   * Add the text of a shard.
   * @param {string} name
   * @param {string} text
   */
  load(name, text) {
    const [own, copies = ""] = text.split("\n\n");
    this.loaded.set(name, parse(own));
    const { entries, joins, near } = parse(copies);
    for (const [form, entry] of entries) this.copies.entries.set(form, entry);
    for (const [form, marks] of joins) this.copies.joins.set(form, marks);
    for (const [form, list] of near) this.copies.near.set(form, list);
  }

  /**
   * Return the key of a form's term, or null for a form that the index does not have.
   * @param {string} form
   * @returns {string | null}
   */
  key(form) {
    const entry = this.#entryOf(form) ?? "";
    if (!OF_ARTICLES.test(entry) || NO_FORM.test(form)) return null;
    return entry[0] === "=" ? form : expand(form, new Reader(entry, 1));
  }

  /**
   * Return the key of a form that only the vocabulary has, or null.
   * @param {string} form
   * @returns {string | null}
   */
  vocabularyKey(form) {
    const entry = this.#entryOf(form);
    if (entry === undefined || OF_ARTICLES.test(entry)) return null;
    return entry ? expand(form, new Reader(entry, 1)) : form;
  }

  /**
   * Return the affinity list of a key, which may be empty.
   * @param {string} key
   * @returns {Near}
   */
  near(key) {
    let near = this.lists.get(key);
    if (near) return near;
    const shard = this.#termsOf(key);
    near = decodeNear(shard?.near.get(key) ?? "");
    if (shard) this.lists.set(key, near);
    return near;
  }

  /**
   * Return the postings of a key, or null when it has none.
   * @param {string} key
   * @returns {Term | null}
   */
  term(key) {
    let term = this.terms.get(key);
    if (term) return term;
    const entry = this.#entryOf(key);
    if (entry?.[0] !== "=") return null;
    term = decode(entry, this.ranking);
    if (!term.postings.length) return null;
    this.terms.set(key, term);
    return term;
  }

  /**
   * Return the key of the titles that ask with a stop word, or null if there are none.
   * @param {string} form
   * @returns {string | null}
   */
  askingKey(form) {
    return Object.hasOwn(this.entry.asking, form) ? `? ${this.entry.asking[form]}` : null;
  }

  /**
   * Return the precomputed list of a short prefix, or null if it has none; undefined if its shard
   * is not loaded.
   * @param {string} prefix
   * @returns {Term | null | undefined}
   */
  ready(prefix) {
    const { length } = [...prefix];
    if (!this.ranking.PREFIX_LENGTHS.includes(length)) return null;
    const { prefixes } = this.entry;
    const key = `${prefix}*`;
    if (!prefixes.length) return null;
    return this.#shard("p", rangeOf(prefixes, key)) ? this.term(key) : undefined;
  }

  /**
   * Return the keys of words that are the same action, such as the noun of a verb.
   * @param {string} key
   * @returns {string[]}
   */
  related(key) {
    return Array.from({ length: this.ranking.MAX_RELATED }, (_, count) => {
      const form = key + " ^".repeat(count + 1);
      const entry = this.#entryOf(form);
      return entry ? [expand(form, new Reader(entry, 1))] : [];
    }).flat();
  }

  /**
   * Return the longer forms with this prefix, in order.
   * @param {string} prefix
   * @returns {string[]}
   */
  completions(prefix) {
    return this.#within("f", prefix).filter(
      (form) => form !== prefix && this.#isForm(form, OF_ARTICLES),
    );
  }

  /**
   * Return the postings of two adjacent words of a title; the index stores them with the rarer
   * word.
   * @param {string} left
   * @param {string} right
   * @returns {Term | null}
   */
  pair(left, right) {
    const one = this.term(left);
    const other = this.term(right);
    if (!one || !other) return null;
    if (left === right) return this.term(`? ${left}`);
    return this.term(one.frequency <= other.frequency ? `${left} ${right}` : `${right}  ${left}`);
  }

  /**
   * Tell whether two known words may be one word that was typed with a space.
   * @param {string} left
   * @param {string} right
   */
  mayJoin(left, right) {
    const { shards } = this.entry;
    if (shards.length === 1) return true;
    const marks = this.#termsOf(left)?.joins.get(left);
    return marks?.split(" ")[0].match(/../g)?.includes(joinMark(right)) ?? false;
  }

  /**
   * Tell whether a stop word and a known word may be one word that was typed with a space.
   * @param {string} stop
   * @param {string} form
   */
  mayFollow(stop, form) {
    const { shards } = this.entry;
    if (shards.length === 1) return true;
    const marks = this.#termsOf(form)?.joins.get(form);
    return marks?.split(" ")[1]?.split(",").includes(stop) ?? false;
  }

  /**
   * Return the forms in articles that have the first letters of a word, or its last ones.
   * @param {string} word
   * @param {number} head
   * @param {number} tail
   * @returns {string[]}
   */
  neighbors(word, head, tail) {
    const letters = [...word];
    const first = letters.slice(0, head).join("");
    const last = letters.slice(-tail);
    if (this.entry.shards.length === 1) {
      const end = last.join("");
      return this.#within("f", "").filter(
        (form) => (form.startsWith(first) || form.endsWith(end)) && this.#isForm(form, /^[=>]/),
      );
    }
    const forms = new Set(this.#within("w", first));
    for (const form of this.#within("r", last.reverse().join("")))
      forms.add([...form].reverse().join(""));
    return [...forms];
  }

  /**
   * Return the forms in articles that end with these letters.
   * @param {string} suffix
   * @returns {string[]}
   */
  endings(suffix) {
    if (this.entry.shards.length === 1)
      return this.#within("f", "").filter(
        (form) => form.endsWith(suffix) && this.#isForm(form, /^[=>]/),
      );
    return this.#within("r", [...suffix].reverse().join("")).map((form) =>
      [...form].reverse().join(""),
    );
  }

  /**
   * Return how many articles have a form's word, in powers of two.
   * @param {string} form One of `neighbors` or `endings`.
   */
  level(form) {
    const { shards, words, reversed } = this.entry;
    if (shards.length === 1) return powerOf(this.term(this.key(form) ?? "")?.frequency ?? 1);
    const backwards = [...form].reverse().join("");
    const entry =
      this.loaded.get(nameOf(this.entry, "w", rangeOf(words, form)))?.entries.get(form) ??
      this.loaded
        .get(nameOf(this.entry, "r", rangeOf(reversed, backwards)))
        ?.entries.get(backwards);
    return entry ? new Reader(entry).number() : 0;
  }

  /**
   * @param {string} form
   * @param {RegExp} entry What its entry matches.
   */
  #isForm(form, entry) {
    return !NO_FORM.test(form) && entry.test(this.#entryOf(form) ?? "");
  }

  /** @param {string} form */
  #entryOf(form) {
    const { prefixes } = this.entry;
    const isPrefix = PREFIX.test(form) && prefixes.length > 0;
    const shard = isPrefix ? this.#shard("p", rangeOf(prefixes, form)) : this.#termsOf(form);
    return shard?.entries.get(form);
  }

  /**
   * Return the shard with a form, or the copies if they have all terms of its first word.
   * @param {string} form
   */
  #termsOf(form) {
    const [word] = form.split(" ", 1);
    return this.copies.entries.has(word)
      ? this.copies
      : this.#shard("f", rangeOf(this.entry.shards, form));
  }

  /**
   * @param {"f" | "w" | "r"} kind
   * @param {string} prefix
   * @returns {string[]}
   */
  #within(kind, prefix) {
    const firsts = { f: this.entry.shards, w: this.entry.words, r: this.entry.reversed }[kind];
    const matches = [];
    for (const [number, first] of firsts.entries()) {
      if (first > prefix + AFTER_LETTERS || firsts[number + 1] <= prefix) continue;
      const forms = this.#shard(kind, number)?.forms ?? [];
      for (let at = lowerBound(forms, prefix); forms[at]?.startsWith(prefix); at++)
        matches.push(forms[at]);
    }
    return matches;
  }

  /**
   * @param {"f" | "p" | "w" | "r"} kind
   * @param {number} number
   */
  #shard(kind, number) {
    const name = nameOf(this.entry, kind, number);
    const shard = this.loaded.get(name);
    if (!shard) this.missing.add(name);
    return shard;
  }
}

/**
 * Return two digits of a word's hash. Twin of `join_mark` in kbgen/search/browser/lines.py.
 * @param {string} word
 */
const joinMark = (word) => {
  let mark = 0;
  for (const letter of word) mark = (mark * 31 + (letter.codePointAt(0) ?? 0)) % (BASE * BASE);
  return digit(mark % BASE) + digit(Math.floor(mark / BASE));
};

/**
 * @param {number} number 1 or more
 */
const powerOf = (number) => 31 - Math.clz32(number);

/**
 * Return the index of the range that contains a form; the first one begins with the empty form.
 * @param {string[]} firsts
 * @param {string} form
 */
function rangeOf(firsts, form) {
  const index = lowerBound(firsts, form);
  return firsts[index] === form ? index : index - 1;
}

/**
 * Return the first index of a sorted list whose text is not before `text`.
 * @param {string[]} list
 * @param {string} text
 */
function lowerBound(list, text) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
