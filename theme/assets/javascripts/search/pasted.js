// SPDX-License-Identifier: MIT
// Finds the longest known message in a pasted text. Twin of kbgen/search/query/pasted.py and of
// `words_of` in kbgen/search/index/messages.py.

import { tokens } from "./tokens.js";

/**
 * @typedef {import("./shards.js").Lexicon} Lexicon
 * @typedef {import("./shards.js").Ranking} Ranking
 * @typedef {import("./score.js").Ranked} Ranked
 *
 * @typedef {object} Words
 * @property {string[]} every
 * @property {string[]} lasting Without those that have a digit, and without paths and addresses.
 *
 * @typedef {object} Node The messages that begin with some words.
 * @property {Map<string, Node>} following
 * @property {number} article The first article with the message that ends here; -1 if none does.
 */

const CODE_MARK = "=";
/** White space. Python's `str.split` and JavaScript do not agree about it. */
const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const ADDRESS = /[/\\@]/;
const DIGIT = /\p{N}/u;

/**
 * Return the words of a text.
 * @param {string} text
 * @param {(text: string) => string} fold
 * @returns {Words}
 */
export function comparedWords(text, fold) {
  const plain = text
    .split(SPACE)
    .filter((piece) => !ADDRESS.test(piece))
    .join(" ");
  return {
    every: wordsOfText(text, fold),
    lasting: wordsOfText(plain, fold).filter((word) => !DIGIT.test(word)),
  };
}

/**
 * Return the words of a text; those of a joined word one by one.
 * @param {string} text
 * @param {(text: string) => string} fold
 */
const wordsOfText = (text, fold) =>
  tokens(text, fold).flatMap(({ whole, parts }) =>
    // Parts leave out single letters, as in `E104`.
    lettersIn(parts.join("")) === lettersIn(whole) ? parts : [whole],
  );

/** @param {string} text */
const lettersIn = (text) => [...text].length;

/** @returns {Node} */
const makeNode = () => ({ following: new Map(), article: -1 });

export class Messages {
  #codes = makeNode();
  #texts = makeNode();

  /** @param {string[][]} articles The messages of each article, in order. */
  constructor(articles) {
    articles.forEach((messages, number) => {
      for (const message of messages) this.#add(message, number);
    });
  }

  /**
   * Return the article with the longest message in a text, or null. Of messages of equal length,
   * that of the first article wins.
   * @param {Words} words
   * @param {Ranking} ranking
   * @returns {number | null}
   */
  longestIn({ every, lasting }, { MAX_MESSAGE_WORDS: most }) {
    const found = [...matches(this.#codes, every, most), ...matches(this.#texts, lasting, most)];
    found.sort((a, b) => b.total - a.total || a.article - b.article);
    return found[0]?.article ?? null;
  }

  /** @param {string} message @param {number} number */
  #add(message, number) {
    const isCode = message.startsWith(CODE_MARK);
    let node = isCode ? this.#codes : this.#texts;
    for (const word of message.slice(Number(isCode)).split(" ")) {
      const next = node.following.get(word) ?? makeNode();
      node.following.set(word, next);
      node = next;
    }
    if (node.article < 0) node.article = number;
  }
}

/**
 * Return the length and article of each message in a sequence of words.
 * @param {Node} root
 * @param {string[]} words
 * @param {number} most Maximum number of words of a message.
 */
function matches(root, words, most) {
  const found = [];
  for (let start = 0; start < words.length; start++) {
    /** @type {Node | undefined} */
    let node = root;
    let total = 0;
    for (let at = start; at < start + most && at < words.length; at++) {
      node = node.following.get(words[at]);
      if (!node) break;
      total += lettersIn(words[at]);
      if (node.article >= 0) found.push({ total, article: node.article });
    }
  }
  return found;
}

/**
 * Return the beginning of a text, in code points.
 * @param {string} text
 * @param {number} most
 */
export const beginning = (text, most) =>
  text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join("");

/**
 * Return the words of a pasted text: several lines, or more words than a question has. Return null
 * for a question.
 * @param {string} query
 * @param {Lexicon} lexicon
 * @returns {Words | null}
 */
export function pastedWords(query, { fold, ranking }) {
  const text = beginning(query, ranking.MAX_PASTE);
  const words = comparedWords(text, fold);
  return /[\n\r]/.test(text.trim()) || words.every.length > ranking.QUESTION_WORDS ? words : null;
}

/**
 * Return what to ask for: a query as it is, and the different words of a long text.
 * @param {string} query
 * @param {Lexicon} lexicon
 */
export function shortened(query, { fold, ranking }) {
  const { MAX_PASTE, MAX_QUERY, MAX_TOKENS } = ranking;
  if (beginning(query, MAX_QUERY) === query) return query;
  const { lasting } = comparedWords(beginning(query, MAX_PASTE), fold);
  const words = [...new Set(lasting)].slice(0, MAX_TOKENS).join(" ");
  return `${beginning(words, MAX_QUERY - 1)} `;
}

/**
 * Return ranked articles, first the one that has the message of a pasted text.
 * @param {Ranked[]} ranked
 * @param {number} number
 * @param {number} coverage
 * @returns {Ranked[]}
 */
export function putFirst(ranked, number, coverage) {
  const score = ranked.reduce((most, article) => Math.max(most, article.score), 0) + 1;
  const former = ranked.find((article) => article.number === number);
  const rest = ranked.filter((article) => article !== former);
  const slots = former?.slots ?? [];
  const whole = { slot: 0, coverage, title: coverage, slots, evidence: 0 };
  const first = { number, score, ...whole, code: true, likely: true };
  return [first, ...rest];
}
