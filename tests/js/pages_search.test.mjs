// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "./page.mjs";

/** @param {number} number */
const hit = (number) => ({
  id: `a${number}`,
  url: `a${number}/`,
  title: `Article ${number}`,
  trail: [],
  kind: "howto",
  passage: null,
  passageTitle: "",
  extract: "",
  passages: [],
});
const HITS = Array.from({ length: 25 }, (_, number) => hit(number));
const INPUT = "[data-kb=search-input]";
const RESULTS = "[data-js=search-list] [data-kb=search-result]";

/** @param {Page} page */
const strings = async (page) => (await page.load("main")).data.strings;

/** @param {Page} page */
const count = (page) => page.document.querySelectorAll(RESULTS).length;

test("the results page answers the question of its address, ten at a time", async () => {
  const page = new Page("search", { query: "?q=refund" });
  page.search = () => ({ total: 25, hits: HITS });
  await page.start();
  await page.until(() => count(page) === 10);
  await page.click("[data-more]");
  await page.until(() => count(page) === 20);
  assert.equal(page.document.activeElement, page.document.querySelectorAll(`${RESULTS} a`)[10]);
  assert.equal(page.$("[data-js=search-index]").hidden, true);
  assert.deepEqual(page.errors, []);
});

test("a question that is deleted while more results come shows the index", async () => {
  const page = new Page("search", { query: "?q=refund" });
  page.search = () => ({ total: 25, hits: HITS });
  await page.start();
  await page.until(() => count(page) === 10);
  page.$("[data-more]").click();
  page.$(INPUT).value = "";
  page.$("form[role=search]").dispatchEvent(new Event("submit", { cancelable: true }));
  await page.settled();
  assert.equal(count(page), 0);
  assert.equal(page.$("[data-js=search-index]").hidden, false);
});

test("a results page whose scripts fail keeps the question, says so, and shows the index", async () => {
  const change = (/** @type {string} */ html) => html.replace('data-js="search-filters"', "");
  const page = await new Page("search", { query: "?q=refund", change }).start();
  assert.equal(page.errors.length, 1);
  assert.equal(page.$(INPUT).value, "refund");
  assert.equal(
    page.text("[data-js=search-list] [role=alert]"),
    (await strings(page))["js.ui.error"],
  );
  assert.equal(page.$("[data-js=search-index]").hidden, false);
});

test("a results page with a question loads the index before its own script has run", async () => {
  const change = (/** @type {string} */ html) => html.replace('data-js="search-filters"', "");
  /** @param {string} query */
  const started = async (query) => {
    const page = await new Page("search", { query, change }).start();
    return page.asked.map(({ type }) => type);
  };
  assert.deepEqual(await started("?q=refund"), ["setup"]);
  assert.deepEqual(await started("?q="), []);
});

test("a search box whose scripts fail stays a plain form, and the other parts start", async () => {
  const change = (/** @type {string} */ html) => html.replace('data-js="search-message"', "");
  const page = await new Page("billing/refund", { change }).start();
  assert.equal(page.errors.length, 1);
  assert.equal(page.$(INPUT).getAttribute("role"), null);
  assert.equal(page.$("[data-js=vote]").hidden, false);
});

test("the search box offers what is found, and its arrows choose", async () => {
  const page = new Page("billing/refund");
  page.search = () => ({ total: 2, hits: HITS.slice(0, 2) });
  await page.start();
  page.$(INPUT).focus();
  page.type(INPUT, "refund");
  await page.until(() => page.$(INPUT).getAttribute("aria-expanded") === "true");
  const options = [...page.document.querySelectorAll("[role=option]")];
  assert.deepEqual(
    options.slice(0, 2).map((each) => each.getAttribute("href")),
    ["https://help.example.com/a0/", "https://help.example.com/a1/"],
  );
  page.$(INPUT).dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
  assert.equal(page.$(INPUT).getAttribute("aria-activedescendant"), options[0].id);
  page.$(INPUT).dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  assert.equal(page.$(INPUT).getAttribute("aria-expanded"), "false");
});

test("a listener of answers that fails does not stop search", async () => {
  const page = new Page("billing/refund");
  const { announce, onAnswered } = await page.load("main");
  /** @type {string[]} */
  const heard = [];
  onAnswered(() => {
    throw new Error("broken");
  });
  onAnswered((/** @type {{ query: string }} */ { query }) => heard.push(query));
  announce("refund", 1);
  assert.deepEqual(heard, ["refund"]);
  await page.settled();
  assert.equal(page.errors.length, 1);
});

test("articles that are less likely come under a heading of their own", async () => {
  const page = new Page("search", { query: "?q=refund" });
  page.search = () => ({
    total: 3,
    hits: [
      { ...hit(0), likely: true },
      ...[1, 2].map((number) => ({ ...hit(number), likely: false })),
    ],
  });
  await page.start();
  await page.until(() => count(page) === 3);
  const group = page.$("[data-js=search-list] section");
  const heading = page.$(`#${group.getAttribute("aria-labelledby")}`);
  assert.equal(heading.textContent, (await strings(page))["js.ui.less_likely"]);
  assert.equal(group.querySelectorAll("[data-kb=search-result]").length, 2);
});

test("the title says that no article is likely", async () => {
  const page = new Page("search", { query: "?q=refund" });
  page.search = () => ({ total: 1, likely: 0, hits: [{ ...hit(0), likely: false }] });
  await page.start();
  await page.until(() => count(page) === 1);
  const title = (await strings(page))["js.page.none_likely"].replace("{query}", "refund");
  assert.equal(page.$("[data-js=search-title]").textContent, title);
  assert.equal(page.$("[data-kb=search-status]").textContent, title);
});

test("options that are less likely are a group of the list, and arrows reach them", async () => {
  const page = new Page("billing/refund");
  page.search = () => ({ total: 2, hits: [hit(0), { ...hit(1), likely: false }] });
  await page.start();
  page.$(INPUT).focus();
  page.type(INPUT, "refund");
  await page.until(() => page.$(INPUT).getAttribute("aria-expanded") === "true");
  const group = page.$("[role=listbox] [role=group]");
  const heading = page.$(`#${group.getAttribute("aria-labelledby")}`);
  assert.equal(heading.textContent, (await strings(page))["js.ui.less_likely"]);
  const [less] = group.querySelectorAll("[role=option]");
  for (const _ of [1, 2])
    page.$(INPUT).dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
  assert.equal(page.$(INPUT).getAttribute("aria-activedescendant"), less.id);
});

test("a pasted text becomes one line, and stays out of addresses, votes and titles", async () => {
  const page = new Page("search", { query: "" });
  page.search = () => ({ total: 1, hits: [hit(0)] });
  await page.start();
  const { announce, onAnswered } = await page.load("main");
  /** @type {string[]} */
  const heard = [];
  onAnswered((/** @type {{ query: string }} */ { query }) => heard.push(query));
  const log = `line of a log ${"x".repeat(9)} `.repeat(20).trim();
  announce(log, 1);
  assert.deepEqual(heard, []);
  page.type(INPUT, log);
  await page.until(() => count(page) === 1);
  assert.equal(location.search, "");
  assert.equal(decodeURIComponent(location.hash), `#q=${log}`);
  assert.ok(page.text("[data-js=search-title]").length < 120);
});
