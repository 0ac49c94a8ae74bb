// SPDX-License-Identifier: MIT
// What a question loads of an index that is cut into many small files.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine } from "../../theme/assets/javascripts/search/engine.js";
import { counting, read } from "./search_index.mjs";

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

test("spellings of unknown and of rare words load together", async () => {
  let waiting = 0;
  let rounds = 0;
  const { load } = counting();
  const engine = new Engine(async (name) => {
    const isSpelling = /^[wr]/.test(name);
    if (isSpelling && waiting++ === 0) rounds++;
    const text = await load(name);
    waiting -= Number(isSpelling);
    return text;
  });
  await engine.search("mouse pritner ", 6);
  assert.equal(rounds, 1);
});

test("a pair needs no additional file, and a lost space at most one", async () => {
  const apart = [await loaded("money "), await loaded("billing ")];
  const pair = await loaded("billing money ");
  assert.ok(pair.kinds.f <= apart[0].kinds.f + apart[1].kinds.f);
  assert.equal((await loaded("log in ")).found[0], "login");
});

test("what known words find comes before the spellings of others are here", async () => {
  const { load } = counting();
  let release = () => {};
  const isEarly = new Promise((go) => {
    release = () => go(undefined);
  });
  const engine = new Engine(async (name) => {
    if (/^[wr]/.test(name)) await isEarly;
    return load(name);
  });
  /** @type {string[][]} */
  const early = [];
  const answer = await engine.search("mouse pritner ", 6, 0, undefined, ({ hits }) => {
    early.push(hits.map((hit) => hit.id));
    release();
  });
  assert.deepEqual(early, [["mouse"]]);
  assert.ok(answer.hits.some((hit) => hit.id === "print"));
});

test("an early result never comes after the answer", async () => {
  const { load } = counting();
  /** @type {(() => void)[]} */
  const held = [];
  const engine = new Engine(async (name) => {
    // The first block is the one of the early result; the answer needs another one.
    if (name.startsWith("b") && !held.length)
      await new Promise((go) => held.push(() => go(undefined)));
    return load(name);
  });
  let early = 0;
  const { hits } = await engine.search("works pritner ", 1, 0, undefined, () => early++);
  assert.equal(hits[0].id, "print");
  assert.equal(held.length, 1);
  held[0]();
  for (let round = 0; round < 50; round++) await new Promise(setImmediate);
  assert.equal(early, 0);
});

test("a question without a known word has no early result", async () => {
  let early = 0;
  await new Engine(counting().load).search("pritner ", 6, 0, undefined, () => early++);
  assert.equal(early, 0);
});

test("a worker posts an early result to a page that asks for it", async () => {
  /** @type {((event: { data: object }) => void)[]} */
  const listeners = [];
  /** @type {{ type: string, id: number }[]} */
  const posted = [];
  Object.assign(globalThis, {
    addEventListener: (/** @type {string} */ _, /** @type {(typeof listeners)[0]} */ listener) =>
      listeners.push(listener),
    postMessage: (/** @type {(typeof posted)[0]} */ message) => posted.push(message),
    fetch: async (/** @type {URL} */ url) =>
      new Response(await read(String(url).split("/").at(-1) ?? "")),
  });
  await import("../../theme/assets/javascripts/search/worker.js");
  const send = (/** @type {object} */ data) => listeners[0]({ data });
  const typesOf = (/** @type {number} */ asked) =>
    posted.filter(({ id }) => id === asked).map(({ type }) => type);
  send({ type: "setup", id: 1, entry: "https://help.example/search/en/entry.json" });
  while (!typesOf(1).length) await new Promise(setImmediate);
  send({ type: "query", id: 2, query: "mouse pritner ", limit: 6, early: true });
  while (!typesOf(2).includes("result")) await new Promise(setImmediate);
  assert.deepEqual(typesOf(2), ["early", "result"]);
  send({ type: "query", id: 3, query: "login monye ", limit: 6 });
  while (!typesOf(3).includes("result")) await new Promise(setImmediate);
  assert.deepEqual(typesOf(3), ["result"]);
});
