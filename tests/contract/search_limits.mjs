// SPDX-License-Identifier: MIT
/** node search_limits.mjs MODULES FOLDER: one JSON question a line in, what answering it took a line out. */

import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { pathToFileURL } from "node:url"

const [modules, folder] = process.argv.slice(2)
const load = name => import(pathToFileURL(join(modules, name)).href)
const { Engine } = await load("engine.js")
const { Lexicon } = await load("shards.js")

const engine = new Engine(name => readFile(join(folder, name), "utf8"))
await engine.setup()
const counts = { key: 0, term: 0, neighbours: 0, completions: 0 }
for (const name of Object.keys(counts)) {
  const plain = Lexicon.prototype[name]
  Lexicon.prototype[name] = function (...given) {
    counts[name]++
    return plain.apply(this, given)
  }
}
for await (const line of createInterface({ input: process.stdin })) {
  for (const name of Object.keys(counts)) counts[name] = 0
  const answer = await engine.search(JSON.parse(line), 6).catch(error => ({ error: String(error) }))
  process.stdout.write(`${JSON.stringify({ ...counts, error: answer.error ?? "" })}\n`)
}
