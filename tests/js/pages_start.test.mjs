// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "./page.mjs";

/** @param {Page} page @param {string} query @param {number} total */
const answered = async (page, query, total) => (await page.load("main")).announce(query, total);

/** @param {Page} page */
const events = (page) => page.sent.map(({ body }) => [body.event, body.query, body.next]);

test("questions that find nothing, or nothing that is opened, are told to a desk for events", async () => {
  const page = await new Page("billing").start();
  await answered(page, "rfnd", 0);
  await answered(page, "money", 3);
  dispatchEvent(new Event("pagehide"));
  await page.settled();
  assert.deepEqual(events(page), [
    ["no_result", "rfnd", "money"],
    ["no_click", "money", undefined],
  ]);
  assert.deepEqual(JSON.parse(sessionStorage.getItem("kb.visit") ?? "").searched, [
    "rfnd",
    "money",
  ]);
});

test("a result that is opened ends its question", async () => {
  const page = await new Page("billing").start();
  await answered(page, "money", 3);
  const link = page.document.createElement("a");
  link.dataset.kb = "search-result";
  page.document.body.append(link);
  link.click();
  dispatchEvent(new Event("pagehide"));
  await page.settled();
  assert.deepEqual(events(page), []);
});

test("the results page goes on with the question of a search form", async () => {
  const page = await new Page("billing").start();
  await answered(page, "money", 3);
  page.$("form[role=search]").dispatchEvent(new Event("submit", { bubbles: true }));
  dispatchEvent(new Event("pagehide"));
  await page.settled();
  assert.deepEqual(events(page), []);
});

test("a link that says that this helped is an event with its article", async () => {
  const page = await new Page("billing/refund").start();
  const link = page.document.createElement("a");
  link.href = "#kb-solved";
  page.document.body.append(link);
  link.click();
  await page.settled();
  assert.deepEqual([page.sent[0].body.event, page.sent[0].body.article], ["solved", "refund"]);
});

test("a message of an earlier page that could not be sent is announced", async () => {
  const page = new Page("billing");
  const item = {
    id: "1",
    type: "message",
    at: "",
    values: {},
    made: Date.now(),
    tries: 1,
    next: 0,
  };
  localStorage.setItem(
    "kb.outbox:https://desk.example/webhook",
    JSON.stringify([{ ...item, blocked: true }]),
  );
  await page.start();
  assert.equal(page.$("main > .kb-unsent a").href, "https://help.example.com/contact/");
});

test("a damaged memory of the visit stops no other part", async () => {
  const storage = { "kb.visit": JSON.stringify({ read: 5 }) };
  const page = await new Page("billing/refund", { storage }).start();
  assert.equal(page.errors.length, 1);
  assert.equal(page.$("[data-js=vote]").hidden, false);
});

test("settings of feedback that cannot be read leave the plain link, and search starts", async () => {
  const change = (/** @type {string} */ html) => html.replace(/(id="kb-feedback">)\{/, "$1broken");
  const page = await new Page("billing/refund", { change }).start();
  assert.equal(page.errors.length, 1);
  assert.equal(page.$("[data-js=vote-plain]").hidden, false);
  assert.equal(page.$("[data-kb=search-input]").getAttribute("role"), "combobox");
});
