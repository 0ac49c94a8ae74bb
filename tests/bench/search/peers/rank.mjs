// SPDX-License-Identifier: MIT
// node rank.mjs ENGINE LANGUAGE INDEX LIMIT: answer queries. In: one JSON string a line; out: {urls, ms} a line.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [engine, lang, index, limit] = process.argv.slice(2);
const { load } = await import(`./${engine}.mjs`);
/** @type {Find} */
const answer = await load(readFileSync(index, "utf8"), lang);
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const hits = await answer(JSON.parse(line), Number(limit));
  console.log(JSON.stringify({ urls: hits.map((hit) => hit.url), ms: performance.now() - start }));
}
