// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine, Gone } from "../../theme/assets/javascripts/search/engine.js";
import { counting, read } from "./search_index.mjs";

/** @param {import("../../theme/assets/javascripts/search/engine.js").Result} result */
const ids = (result) => result.hits.map((hit) => hit.id);

test("a small site is loaded with the setup and asks for nothing more", async () => {
  const { asked, load } = counting();
  const engine = new Engine(load);
  await engine.setup();
  const before = asked.length;
  assert.equal(ids(await engine.search("printer", 5))[0], "print");
  await engine.search("mouse", 5);
  assert.equal(asked.length, before);
});

test("a query without setup loads the index", async () => {
  const engine = new Engine(counting().load);
  assert.equal(ids(await engine.search("refund", 5))[0], "billing");
});

test("the limit cuts hits, not the total", async () => {
  const engine = new Engine(counting().load);
  const all = await engine.search("a printer network", 10);
  const one = await engine.search("a printer network", 1);
  assert.ok(all.total > 1);
  assert.equal(one.total, all.total);
  assert.deepEqual(one.hits, all.hits.slice(0, 1));
});

/** A loader of the same index, as if its texts lay in several files. */
const large = () => {
  const { asked, load } = counting();
  const entryLoad = async (/** @type {string} */ name) => {
    const text = await load(name);
    return name === "entry.json" ? JSON.stringify({ ...JSON.parse(text), documents: 1000 }) : text;
  };
  return { asked, load: entryLoad };
};

test("texts of a larger site are fetched for the hits that show them", async () => {
  const { asked, load } = large();
  const engine = new Engine(load);
  const [plain] = (await engine.search("documents account", 5)).hits;
  assert.deepEqual([plain.passage, plain.extract], [null, ""]);
  assert.ok(!asked.some((name) => name.startsWith("t")));
  const [shown, next] = (await engine.search("documents account", 5, 1)).hits;
  assert.deepEqual([shown.passage, shown.extract], ["invoice", "In the account, under documents."]);
  assert.equal(next?.extract ?? "", "");
});

test("a small site shows texts always", async () => {
  const [hit] = (await new Engine(counting().load).search("documents account", 5)).hits;
  assert.equal(hit.extract, "In the account, under documents.");
});

test("a question that a passage's title covers is answered in place", async () => {
  const engine = new Engine(counting().load);
  const { answer } = await engine.search("where is my invoice", 5);
  assert.equal(answer?.passageTitle, "Where is my invoice?");
  assert.equal(answer?.extract, "In the account, under documents.");
  assert.equal((await engine.search("documents", 5)).answer, null);
});

test("other passages of an article that match come with its hit", async () => {
  const [hit] = (await new Engine(counting().load).search("refund invoice weeks", 5)).hits;
  assert.equal(hit.id, "billing");
  assert.deepEqual([hit.passage, ...hit.passages.map(([anchor]) => anchor)].sort(), [
    "invoice",
    "refund",
  ]);
  assert.deepEqual((await new Engine(counting().load).search("mouse", 5)).hits[0].passages, []);
});

test("a code is answered by what its article says first", async () => {
  const { answer, hits } = await new Engine(counting().load).search("0x80070005", 5);
  assert.equal(answer?.id, "reset");
  assert.equal(answer?.extract, "The router may be off.");
  assert.equal(answer?.passage, null);
  assert.equal(answer, hits[0]);
});

test("a spelling comes with the number of articles that it finds", async () => {
  const engine = new Engine(counting().load);
  const { suggestion, suggested } = await engine.search("prnter ", 5);
  assert.equal(suggestion, "printer");
  assert.equal(suggested, (await engine.search("printer ", 5)).total);
  assert.equal((await engine.search("printer ", 5)).suggested, 0);
});

test("a shard that is gone reloads the entry and asks again", async () => {
  let gone = true;
  const { asked, load } = counting((name) => {
    if (!gone || !name.startsWith("f0-")) return null;
    gone = false;
    return new Gone(name);
  });
  const engine = new Engine(load);
  assert.equal(ids(await engine.search("printer", 5))[0], "print");
  assert.equal(asked.filter((name) => name === "entry.json").length, 2);
});

test("an index that is gone altogether is an error, not a loop", async () => {
  const { asked, load } = counting((name) => new Gone(name));
  await assert.rejects(new Engine(load).search("printer", 5), Gone);
  assert.equal(asked.length, 2);
});

test("a failed load is said, and tried again by the next question", async () => {
  let broken = true;
  const { load } = counting((name) =>
    name.startsWith("f0-") && broken ? new Error("offline") : null,
  );
  const engine = new Engine(load);
  await assert.rejects(engine.search("printer", 5), /offline/);
  broken = false;
  assert.equal(ids(await engine.search("printer", 5))[0], "print");
});

test("questions at the same time load a file once", async () => {
  const { asked, load } = counting();
  const engine = new Engine(load);
  await Promise.all(["p", "pr", "pri", "prin"].map((query) => engine.search(query, 5)));
  assert.equal(asked.length, new Set(asked).size);
});

test("another version of the files is refused", async () => {
  const engine = new Engine(async (name) =>
    name === "entry.json"
      ? JSON.stringify({ ...JSON.parse(await read(name)), version: 99 })
      : read(name),
  );
  await assert.rejects(engine.setup(), /version 99/);
});

test("nothing asked, nothing found", async () => {
  const engine = new Engine(counting().load);
  for (const query of ["", "   ", "???", "\u0000", "*", "a".repeat(10000)]) {
    const result = await engine.search(query, 5);
    assert.ok(Array.isArray(result.hits));
    assert.equal(result.hits.length, Math.min(5, result.total));
  }
});

test("while a word is typed, its article stays in the list", async () => {
  const engine = new Engine(counting().load);
  for (const query of ["pr", "pri", "prin", "print", "printe", "printer"])
    assert.ok(ids(await engine.search(query, 6)).includes("print"), query);
});
