// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { MODULES, read } from "./search_index.mjs";

const ENTRY = "https://help.example/base/search/en/entry.json";

/** @typedef {import("../../theme/assets/javascripts/search/worker.js").Message} Message */
/**
 * @typedef {object} Reply Everything that a reply may have.
 * @property {string} type
 * @property {number} id
 * @property {string} query
 * @property {number} total
 * @property {object[]} hits
 * @property {string | null} suggestion
 * @property {string} message
 */

/** @type {(message: Message) => void} */
let receive;
/** @type {Reply[]} */
let posted;
/** @type {(name: string, count: number) => Promise<{ status: number, text: string }>} */
let respond;
/** @type {[url: string, cache: string | undefined][]} */
let fetched;

/** What a worker finds in its global scope, as far as ours uses it. */
async function startWorker() {
  posted = [];
  fetched = [];
  respond = async (name) => ({ status: 200, text: await read(name) });
  Object.assign(globalThis, {
    /**
     * @param {string} _
     * @param {(event: { data: Message }) => void} listener
     */
    addEventListener: (_, listener) => {
      receive = (data) => listener({ data });
    },
    postMessage: (/** @type {Reply} */ message) => posted.push(message),
  });
  globalThis.fetch = async (url, options) => {
    fetched.push([String(url), options?.cache]);
    const { status, text } = await respond(nameOf(url), fetched.length);
    return new Response(text, { status });
  };
  await import(`${new URL("worker.js", MODULES)}?${Math.random()}`);
}

/** @param {URL | RequestInfo} url */
const nameOf = (url) => String(url).split("/").at(-1) ?? "";

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) await new Promise(setImmediate);
}

/** @param {number} id */
const replies = (id) => posted.filter((message) => message.id === id);

beforeEach(startWorker);

test("setup answers ready; files are next to the entry, which is always revalidated", async () => {
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
    "likely",
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
    return count === 3 ? { status: 503, text: "" } : good(name, count);
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

test("what only an overtaken query needs is canceled, shards are not", async () => {
  const entry = { ...JSON.parse(await read("entry.json")), documents: 1000 };
  receive({ type: "setup", id: 1, entry: ENTRY, text: JSON.stringify(entry) });
  await until(() => replies(1).length > 0);
  const signals = new Map();
  const { fetch } = globalThis;
  globalThis.fetch = (url, options) => {
    const name = nameOf(url);
    const signal = options?.signal;
    if (signal && name.startsWith("b") && !signals.has(name)) {
      signals.set(name, signal);
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason)),
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
