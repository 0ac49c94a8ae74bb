// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import {
  MAX_BYTES,
  MAX_ITEMS,
  Outbox,
  pause,
} from "../../theme/assets/javascripts/feedback/outbox.js";
import { MemoryStorage } from "./feedback_support.mjs";

const DAY = 24 * 3600_000;

/** @typedef {import("../../theme/assets/javascripts/feedback/outbox.js").Kept} Kept */
/** @typedef {import("../../theme/assets/javascripts/feedback/delivery.js").Outcome} Outcome */

/** @type {Storage} */
let storage;
/** @type {number} */
let now;
/** @type {Outcome[]} */
let answers;
/** @type {{ id: string, type: string, leaving: boolean }[]} */
let sent;

beforeEach(() => {
  storage = new MemoryStorage();
  now = 1_000_000;
  answers = [];
  sent = [];
});

/** An outbox of a page; a second one is a second page. */
function open(more = {}) {
  /**
   * @param {Kept} item
   * @returns {Promise<Outcome>}
   */
  const deliver = async (item, leaving = false) => {
    sent.push({ id: item.id, type: item.type, leaving });
    return answers.shift() ?? { state: "sent" };
  };
  return new Outbox({ key: "k", storage, deliver, now: () => now, random: () => 1, ...more });
}

test("what is sent at once is not kept", async () => {
  const outbox = open();
  assert.equal((await outbox.post("vote", { answer: "yes" })).state, "sent");
  assert.deepEqual(outbox.items(), []);
});

test("what has to wait survives the page and goes out with the same id, when it is due", async () => {
  answers = [{ state: "later" }];
  const { id, state } = await open().post("message", { subject: "S" });
  assert.equal(state, "later");
  const next = open();
  await next.flush();
  assert.equal(sent.length, 1, "not before its time");
  now += 5_000;
  await next.flush();
  assert.deepEqual(
    sent.map((item) => item.id),
    [id, id],
  );
  assert.deepEqual(next.items(), []);
});

test("the wait doubles up to an hour, is spread, and follows the desk's own wish", () => {
  assert.deepEqual(
    [1, 2, 3].map((tries) => pause(tries, 1)),
    [5_000, 10_000, 20_000],
  );
  assert.equal(pause(30, 1), 3600_000);
  assert.equal(pause(1, 0), 2_500);
  assert.equal(pause(1, 1, 90_000), 90_000);
  assert.equal(pause(1, 1, 1e9), 3600_000);
  assert.equal(pause(1, 1, 0), 1000);
});

test("the first that has to wait ends the round", async () => {
  answers = [{ state: "later" }, { state: "later" }, { state: "later" }];
  const outbox = open();
  await outbox.post("vote", {});
  await outbox.post("vote", {});
  now += 5_000;
  await outbox.flush();
  assert.equal(sent.length, 3);
  assert.deepEqual(
    outbox.items().map((item) => item.tries),
    [2, 1],
  );
});

test("a network that comes back ends every wait", async () => {
  answers = [{ state: "later", wait: 3600_000 }];
  const outbox = open();
  await outbox.post("vote", {});
  await outbox.wake();
  assert.equal(sent.length, 2);
  assert.deepEqual(outbox.items(), []);
});

test("while one page sends, another leaves the item alone; a page that died is followed after a minute", async () => {
  /** @type {(outcome: Outcome) => void} */
  let arrive = () => {};
  const slow = open({
    deliver: () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
  });
  const posted = slow.post("vote", {});
  await open().flush();
  assert.equal(sent.length, 0);
  now += 60_000;
  await open().flush();
  assert.equal(sent.length, 1);
  arrive({ state: "sent" });
  await posted;
});

test("a refused vote is dropped, a refused message is kept for its writer and not sent again", async () => {
  answers = [{ state: "later" }, { state: "later" }];
  const outbox = open();
  await outbox.post("vote", {});
  await outbox.post("message", { subject: "S" });
  answers = [{ state: "blocked" }, { state: "refused" }];
  await outbox.wake();
  assert.deepEqual(
    outbox.blocked().map((item) => item.values.subject),
    ["S"],
  );
  await outbox.wake();
  assert.equal(sent.length, 4);
});

test("a blocked message is not kept when its writer is there to be told", async () => {
  answers = [{ state: "blocked" }];
  const outbox = open();
  assert.equal((await outbox.post("message", {})).state, "blocked");
  assert.deepEqual(outbox.items(), []);
});

test("fifty items, no more; messages go last", async () => {
  answers = Array.from({ length: 60 }, () => ({ state: "later" }));
  const outbox = open();
  await outbox.post("message", { subject: "first" });
  for (let count = 0; count < 55; count += 1) await outbox.post("vote", { count: String(count) });
  const kept = outbox.items();
  assert.equal(kept.length, MAX_ITEMS);
  assert.equal(kept[0].values.subject, "first");
  assert.equal(kept.at(-1)?.values.count, "54");
});

test("a message too large to keep is sent once, and not reported as kept", async () => {
  answers = [{ state: "later" }];
  const outbox = open();
  const { state } = await outbox.post("message", { message: "ż".repeat(MAX_BYTES / 2) });
  assert.equal(state, "blocked");
  assert.deepEqual(outbox.items(), []);
});

test("after seven days it is no news", async () => {
  answers = [{ state: "later" }];
  const outbox = open();
  await outbox.post("vote", {});
  now += 7 * DAY;
  assert.deepEqual(outbox.items(), []);
});

test("a page that is left tries once, and without a network leaves it to the next page", async () => {
  open().last("vote", {});
  assert.deepEqual([sent.length, sent[0].leaving], [1, true]);
  const offline = open({ online: () => false });
  offline.last("vote", {});
  assert.deepEqual([sent.length, offline.items().length], [1, 1]);
  await open().flush();
  assert.equal(sent.length, 2);
});

test("full, forbidden or damaged storage does not stop the outbox", async () => {
  answers = [{ state: "later" }];
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const outbox = open();
  await outbox.post("vote", {});
  assert.equal(outbox.items().length, 1, "this page still remembers");
  storage = new MemoryStorage();
  storage.setItem("k", "{broken");
  assert.deepEqual(open().items(), []);
  storage.setItem("k", '[null, {"id": 5}]');
  assert.deepEqual(open().items(), []);
});

test("a round that another tab has begun is not begun again", async () => {
  answers = [{ state: "later" }];
  const outbox = open({ alone: async () => {} });
  await outbox.post("vote", {});
  now += 10_000;
  await outbox.flush();
  assert.equal(sent.length, 1);
});
