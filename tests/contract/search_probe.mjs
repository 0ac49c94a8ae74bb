// SPDX-License-Identifier: MIT
/** Answers the contract tests: one JSON line in, one out; `{op: "fold" | "tokens" | "distance", ...}`. */

import { createInterface } from "node:readline"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const [modules] = process.argv.slice(2)
const load = name => import(pathToFileURL(join(modules, name)).href)
const { folder } = await load("fold.js")
const { tokens } = await load("tokens.js")
const { allowedErrors, beginsAlmost, distance } = await load("spelling.js")
const { idf } = await load("score.js")
const { Reader } = await load("coding.js")

let fold = text => text
const operations = {
  table: ({ letters }) => void (fold = folder(letters)),
  fold: ({ texts }) => texts.map(text => fold(text)),
  tokens: ({ texts }) => texts.map(text => tokens(text, fold).map(({ whole, parts, joined }) => [whole, parts, joined])),
  errors: ({ texts }) => texts.map(allowedErrors),
  distance: ({ pairs }) => pairs.map(([left, right, limit]) => distance(left, right, limit)),
  begins: ({ pairs }) => pairs.map(([beginning, word]) => beginsAlmost(beginning, word)),
  idf: ({ pairs }) => pairs.map(([documents, frequency]) => idf(documents, frequency)),
  numbers: ({ text }) => {
    const reader = new Reader(text)
    const found = []
    while (!reader.atEnd) found.push(reader.number())
    return found
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  process.stdout.write(`${JSON.stringify(operations[request.op](request) ?? null)}\n`)
}
