// SPDX-License-Identifier: MIT
/**
 * Answers the contract tests: a JSON request per line in, a JSON answer per line out.
 *
 * The first request, `table`, brings the tables that `entry.json` carries.
 */

import { createInterface } from "node:readline";

import { Reader } from "../../theme/assets/javascripts/search/base47.js";
import {
  allowedErrors,
  beginsAlmost,
  distance,
} from "../../theme/assets/javascripts/search/edit-distance.js";
import { folder } from "../../theme/assets/javascripts/search/fold.js";
import { idf } from "../../theme/assets/javascripts/search/idf.js";
import { comparedWords } from "../../theme/assets/javascripts/search/pasted.js";
import { tokens } from "../../theme/assets/javascripts/search/tokens.js";

/**
 * @typedef {object} Request Each operation reads what it needs.
 * @property {string} op
 * @property {Record<string, string>} letters
 * @property {import("../../theme/assets/javascripts/search/shards.js").Ranking} ranking
 * @property {string} text
 * @property {string[]} texts
 * @property {boolean} [symbols]
 * @property {any[][]} pairs
 */

/** @param {string} text */
let fold = (text) => text;
/** @type {Request["ranking"]} */
let ranking;

/** @type {Record<string, (request: Request) => unknown>} */
const operations = {
  table: (request) => {
    fold = folder(request.letters);
    ranking = request.ranking;
  },
  fold: ({ texts }) => texts.map(fold),
  tokens: ({ texts, symbols }) =>
    texts.map((text) =>
      tokens(text, fold, symbols).map(({ whole, parts, joined }) => [whole, parts, joined]),
    ),
  pasted: ({ texts }) =>
    texts.map((text) => {
      const { every, lasting } = comparedWords(text, fold);
      return [every, lasting];
    }),
  errors: ({ texts }) => texts.map((text) => allowedErrors(text, ranking)),
  distance: ({ pairs }) => pairs.map(([left, right, limit]) => distance(left, right, limit)),
  begins: ({ pairs }) => pairs.map(([prefix, word]) => beginsAlmost(prefix, word)),
  idf: ({ pairs }) => pairs.map(([documents, frequency]) => idf(documents, frequency)),
  numbers: ({ text }) => {
    const reader = new Reader(text);
    const numbers = [];
    while (!reader.atEnd) numbers.push(reader.number());
    return numbers;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(operations[request.op](request) ?? null)}\n`);
}
