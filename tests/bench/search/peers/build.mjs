// SPDX-License-Identifier: MIT
// node build.mjs ENGINE LANGUAGE DOCUMENTS INDEX: build an engine's index out of a file of texts.

import { readFileSync, writeFileSync } from "node:fs";

const [engine, lang, documents, index] = process.argv.slice(2);
const { build } = await import(`./${engine}.mjs`);
const rows = JSON.parse(readFileSync(documents, "utf8"));
for (const row of rows) row.excerpt = row.text.slice(0, 180);
writeFileSync(index, await build(rows, lang));
