// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";
import { Questions } from "../../theme/assets/javascripts/feedback/questions.js";
import { Visit, withQuery } from "../../theme/assets/javascripts/feedback/visit.js";
import { MemoryStorage } from "./feedback_support.mjs";

test("letters typed one by one are one question; deleting them asks nothing", () => {
  const typed = ["r", "re", "ref", "refund", "refun", "re", "invoice"];
  assert.deepEqual(typed.reduce(withQuery, []), ["refund", "invoice"]);
  assert.deepEqual(withQuery(["refund"], "refund"), ["refund"]);
});

test("a visit remembers from page to page, ten of each, the latest last", () => {
  const storage = new MemoryStorage();
  const first = new Visit(storage);
  for (let page = 0; page < 12; page += 1) first.read(`/${page}/`);
  first.read("/5/");
  first.voted("refund 0a", "no unclear /refund/");
  const { facts } = new Visit(storage);
  assert.equal(facts.read.length, 10);
  assert.deepEqual(facts.read.slice(-2), ["/11/", "/5/"]);
  assert.deepEqual(facts.votes, ["no unclear /refund/"]);
  assert.ok(new Visit(storage).hasVoted("refund 0a"));
  assert.ok(!new Visit(storage).hasVoted("refund 0b"), "a new text is a new question");
});

test("a visit without a storage, or with a damaged one, remembers this page", () => {
  const visit = new Visit(null);
  visit.searched("refund");
  assert.deepEqual(visit.facts.searched, ["refund"]);
  const storage = new MemoryStorage();
  storage.setItem("kb.visit", "{");
  assert.deepEqual(new Visit(storage).facts.searched, []);
});

/** @typedef {(questions: Questions) => void} Step */

/**
 * The events of a customer who does these things.
 * @param {...Step} steps
 */
function events(...steps) {
  /** @type {object[]} */
  const emitted = [];
  const questions = new Questions(new MemoryStorage(), (values) => emitted.push(values));
  for (const step of steps) step(questions);
  return emitted;
}

/**
 * @param {string} query
 * @param {number} total
 * @returns {Step}
 */
const asked = (query, total) => (questions) => questions.answered({ query, total });
/** @type {Step} */
const clicked = (questions) => questions.clicked();
/** @type {Step} */
const continued = (questions) => questions.continues();
/** @type {Step} */
const left = (questions) => questions.left();

test("the ends of a question are told apart", () => {
  assert.deepEqual(events(asked("zzz", 0), asked("refund", 3)), [
    { event: "no_result", query: "zzz", next: "refund" },
  ]);
  assert.deepEqual(events(asked("refund", 3), asked("money", 3)), [
    { event: "reformulated", query: "refund", next: "money" },
  ]);
  assert.deepEqual(events(asked("refund", 3), left), [{ event: "no_click", query: "refund" }]);
  assert.deepEqual(events(asked("zzz", 0), left), [{ event: "no_result", query: "zzz" }]);
  assert.deepEqual(events(asked("refund", 3), clicked, left), []);
});

test("typing on is one question, judged by its longest form", () => {
  assert.deepEqual(events(asked("re", 9), asked("refund", 0), asked("ref", 5), left), [
    { event: "no_result", query: "refund" },
  ]);
});

test("a question that goes on on the results page has not ended", () => {
  assert.deepEqual(events(asked("refund", 3), continued, left), []);
});

test("a question left by another page counts; what is damaged does not", () => {
  const storage = new MemoryStorage();
  /** @type {object[]} */
  const emitted = [];
  new Questions(storage, () => {}).answered({ query: "refund", total: 3 });
  new Questions(storage, (values) => emitted.push(values)).answered({ query: "money", total: 3 });
  assert.equal(emitted.length, 1);
  for (const damaged of ["{", "5", '{"query": 1}']) {
    storage.setItem("kb.question", damaged);
    assert.equal(new Questions(storage, () => {}).open, null);
  }
});
