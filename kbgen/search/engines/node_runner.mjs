// SPDX-License-Identifier: MIT
/**
 * Runs the browser's search engine under Node over built files.
 *
 * Arguments: the folder of the engine's modules, the folder of `entry.json`. Standard input: one JSON line a question,
 * `{query, limit}`; standard output: one JSON line an answer, in order, or `{error}`.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
/** @type {typeof import("../../../theme/assets/javascripts/search/engine.js")} */
const { Engine } = await import(pathToFileURL(join(modules, "engine.js")).href);
const engine = new Engine((name) => readFile(join(folder, name), "utf8"));

for await (const line of createInterface({ input: process.stdin })) {
  const { query, limit } = JSON.parse(line);
  const answer = await engine
    .search(query, limit, limit)
    .catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
