// SPDX-License-Identifier: MIT
// node ours.mjs MODULES FOLDER LIMIT: answer queries with kbgen's engine and count what it loads.
// In: one JSON string a line; out: {urls, ms, size, files} a line, or {error}. A file counts once, compressed.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [modules, folder, limit] = process.argv.slice(2);
/** @type {typeof import("../../../../theme/assets/javascripts/search/engine.js")} */
const { Engine } = await import(pathToFileURL(join(modules, "engine.js")).href);
const seen = new Set();
/** @type {Buffer[]} */
let fresh = [];
const engine = new Engine(async (name) => {
  const body = await readFile(join(folder, name));
  if (!seen.has(name)) fresh.push(body);
  seen.add(name);
  return body.toString();
});
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const row = await engine.search(JSON.parse(line), Number(limit)).then(
    ({ hits }) => ({ urls: hits.map((hit) => hit.url) }),
    (error) => ({ error: String(error) }),
  );
  const ms = performance.now() - start;
  const size = fresh.reduce((sum, body) => sum + gzipSync(body, { level: 6 }).length, 0);
  console.log(JSON.stringify({ ...row, ms, size, files: fresh.length }));
  fresh = [];
}
