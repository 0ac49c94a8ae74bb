// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { MODULES, read } from "./search_index.mjs";

const ENTRY = "https://help.example/base/search/en/entry.json";

let receive;
let posted;
let respond;
let fetched;

/** What a worker finds in its global scope, as far as ours uses it. */
async function startWorker() {
  posted = [];
  fetched = [];
  respond = async (name) => ({ status: 200, text: await read(name) });
  globalThis.addEventListener = (_, listener) => (receive = (data) => listener({ data }));
  globalThis.postMessage = (message) => posted.push(message);
  globalThis.fetch = async (url, options) => {
    fetched.push([String(url), options.cache]);
    const { status, text } = await respond(String(url).split("/").pop(), fetched.length);
    return { status, ok: status === 200, text: async () => text };
  };
  await import(`${new URL("worker.js", MODULES)}?${Math.random()}`);
}

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) await new Promise(setImmediate);
}

const replies = (id) => posted.filter((message) => message.id === id);

beforeEach(startWorker);

test("setup answers ready; files lie beside the entry, which is always revalidated", async () => {
  receive({ type: "setup", id: 1, entry: ENTRY });
  await until(() => replies(1).length > 0);
  assert.deepEqual(replies(1), [{ type: "ready", id: 1 }]);
  assert.deepEqual(fetched[0], [ENTRY, "no-cache"]);
  assert.ok(
    fetched
      .slice(1)
      .every(
        ([url, cache]) =>
          url.startsWith("https://help.example/base/search/en/") && cache === "default",
      ),
  );
});

test("a query is answered with its id and itself", async () => {
  receive({ type: "setup", id: 1, entry: ENTRY });
  receive({ type: "query", id: 2, query: "refund", limit: 3 });
  await until(() => replies(2).length > 0);
  const [{ type, query, total, hits, suggestion }] = replies(2);
  assert.deepEqual([type, query, total, suggestion], ["result", "refund", 1, null]);
  assert.deepEqual(Object.keys(hits[0]).sort(), [
    "extract",
    "id",
    "kind",
    "passage",
    "passageTitle",
    "passages",
    "score",
    "title",
    "trail",
    "url",
  ]);
});

test("the newest query wins", async () => {
  receive({ type: "setup", id: 1, entry: ENTRY });
  receive({ type: "query", id: 2, query: "pr", limit: 3 });
  receive({ type: "query", id: 3, query: "printer", limit: 3 });
  await until(() => replies(3).length > 0);
  receive({ type: "query", id: 4, query: "refund", limit: 3 });
  await until(() => replies(4).length > 0);
  assert.deepEqual(replies(2), []);
  assert.equal(replies(3)[0].query, "printer");
});

test("a failed fetch is tried once more", async () => {
  const good = respond;
  respond = async (name, count) => {
    if (count === 1) throw new TypeError("network");
    return count === 3 ? { status: 503, text: "" } : good(name);
  };
  receive({ type: "setup", id: 1, entry: ENTRY });
  await until(() => replies(1).length > 0);
  assert.equal(replies(1)[0].type, "ready");
});

test("a network that stays away is said", async () => {
  respond = async () => {
    throw new TypeError("network is down");
  };
  receive({ type: "setup", id: 1, entry: ENTRY });
  await until(() => replies(1).length > 0);
  assert.deepEqual(replies(1), [{ type: "error", id: 1, message: "network is down" }]);
  assert.equal(fetched.length, 2);
});

test("a missing index is said", async () => {
  respond = async () => ({ status: 404, text: "" });
  receive({ type: "setup", id: 1, entry: ENTRY });
  await until(() => replies(1).length > 0);
  assert.match(replies(1)[0].message, /not found/);
});

test("a query before the setup is an error", async () => {
  receive({ type: "query", id: 5, query: "printer", limit: 3 });
  await until(() => replies(5).length > 0);
  assert.equal(replies(5)[0].type, "error");
});

test("an entry that the page has fetched is not fetched again", async () => {
  receive({ type: "setup", id: 1, entry: ENTRY, text: await read("entry.json") });
  receive({ type: "query", id: 2, query: "refund", limit: 3 });
  await until(() => replies(2).length > 0);
  assert.equal(replies(2)[0].total, 1);
  assert.ok(fetched.every(([url]) => url !== ENTRY));
});

test("what only an overtaken query needs is cancelled, shards are not", async () => {
  const entry = { ...JSON.parse(await read("entry.json")), documents: 1000 };
  receive({ type: "setup", id: 1, entry: ENTRY, text: JSON.stringify(entry) });
  await until(() => replies(1).length > 0);
  const signals = new Map();
  const { fetch } = globalThis;
  globalThis.fetch = (url, options) => {
    const name = String(url).split("/").pop();
    if (name.startsWith("b") && !signals.has(name)) {
      signals.set(name, options.signal);
      return new Promise((_, reject) =>
        options.signal.addEventListener("abort", () => reject(options.signal.reason)),
      );
    }
    return fetch(url, options);
  };
  receive({ type: "query", id: 2, query: "printer", limit: 3 });
  await until(() => signals.size > 0);
  receive({ type: "query", id: 3, query: "printer network", limit: 3 });
  await until(() => replies(3).length > 0);
  assert.ok([...signals.values()][0].aborted);
  assert.equal(replies(3)[0].type, "result");
  assert.deepEqual(replies(2), []);
});
