// SPDX-License-Identifier: MIT
// What a question loads of an index that is cut into many small files.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine } from "../../theme/assets/javascripts/search/engine.js";
import { counting } from "./search_index.mjs";

/**
 * The kinds of files that a question loads, with how many of each.
 * @param {string} query
 */
async function loaded(query, limit = 6) {
  const { asked, load } = counting();
  const answer = await new Engine(load).search(query, limit);
  /** @type {Record<string, number>} */
  const kinds = {};
  for (const name of asked.filter((name) => name !== "entry.json"))
    kinds[name[0]] = (kinds[name[0]] ?? 0) + 1;
  return { kinds, found: answer.hits.map((hit) => hit.id) };
}

test("words that are known load their shards and no spellings", async () => {
  const { kinds, found } = await loaded("connect the printer settings ");
  assert.equal(found[0], "print");
  assert.ok(kinds.f <= 3, `${kinds.f} shards`);
  assert.equal(kinds.w, undefined);
  assert.equal(kinds.r, undefined);
});

test("stop words beside others load the titles that ask, and nothing else", async () => {
  const [bare, full] = [await loaded("printer "), await loaded("how do i the printer ")];
  assert.equal(full.kinds.f, bare.kinds.f + 1);
  // No title of this index asks with these.
  assert.equal((await loaded("with from the printer ")).kinds.f, bare.kinds.f);
});

test("a misspelled word loads a few spellings and what they name", async () => {
  const { kinds, found } = await loaded("pritner ");
  assert.equal(found[0], "print");
  assert.ok(kinds.w >= 1 && kinds.w + kinds.r <= 6, JSON.stringify(kinds));
  assert.ok(kinds.f <= 3, `${kinds.f} shards`);
});

test("a form whose term is in another shard costs no second round trip", async () => {
  let waiting = 0;
  let rounds = 0;
  const { load } = counting();
  const engine = new Engine(async (name) => {
    if (name.startsWith("f") && waiting++ === 0) rounds++;
    const text = await load(name);
    waiting -= Number(name.startsWith("f"));
    return text;
  });
  await engine.setup();
  const { hits } = await engine.search("mice ", 6);
  assert.equal(hits[0].id, "mouse");
  assert.equal(rounds, 1);
});

test("a pair needs no additional file, and a lost space at most one", async () => {
  const apart = [await loaded("money "), await loaded("billing ")];
  const pair = await loaded("billing money ");
  assert.ok(pair.kinds.f <= apart[0].kinds.f + apart[1].kinds.f);
  assert.equal((await loaded("log in ")).found[0], "login");
});
