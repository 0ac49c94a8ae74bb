// SPDX-License-Identifier: MIT
/** node search_limits.mjs FOLDER: a JSON question per line in, how often it looked things up per line out. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { Engine } from "../../theme/assets/javascripts/search/engine.js";
import { Lexicon } from "../../theme/assets/javascripts/search/shards.js";

const [folder] = process.argv.slice(2);
const engine = new Engine((name) => readFile(join(folder, name), "utf8"));
await engine.setup();
/** @type {Record<string, number>} */
const counts = { key: 0, term: 0, neighbors: 0, completions: 0 };
for (const name of Object.keys(counts)) {
  const method = Reflect.get(Lexicon.prototype, name);
  Reflect.set(
    Lexicon.prototype,
    name,
    /** @this {Lexicon} @param {unknown[]} values */
    function (...values) {
      counts[name]++;
      return method.apply(this, values);
    },
  );
}
for await (const line of createInterface({ input: process.stdin })) {
  for (const name of Object.keys(counts)) counts[name] = 0;
  const error = await engine.search(JSON.parse(line), 6).then(() => "", String);
  process.stdout.write(`${JSON.stringify({ ...counts, error })}\n`);
}
