// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "./page.mjs";

const ARTICLE = "billing/refund";
const YES = "[data-js=vote] button[value=yes]";
const NO = "[data-js=vote] button[value=no]";
const SEND = "[data-js=vote-why] [type=submit]";
const STATUS = "[data-js=vote-status]";

/** @param {string} html The page of a help desk that takes messages only. */
const withoutVotes = (html) => html.replace(/"takes": \[[^\]]*\]/, '"takes": ["message"]');

test("yes is sent at once, with the article and its revision", async () => {
  const page = await new Page(ARTICLE).start();
  await page.click(YES);
  const [{ url, body }] = page.sent;
  assert.equal(url, "https://desk.example/webhook");
  assert.deepEqual([body.type, body.answer, body.article], ["vote", "yes", "refund"]);
  assert.equal(body.revision, page.$("[data-kb=article]").dataset.revision);
  assert.equal(page.$("[data-js=vote]").hidden, true);
  assert.equal(page.document.activeElement, page.$(STATUS));
  assert.deepEqual(page.errors, []);
});

test("no asks for the reason, and is sent with it", async () => {
  const page = await new Page(ARTICLE).start();
  await page.click(NO);
  assert.equal(page.sent.length, 0);
  assert.equal(page.$(NO).getAttribute("aria-expanded"), "true");
  page.$("[data-js=vote-why] [value=failed]").checked = true;
  page.$("#kb-vote-words").value = " It is grey. ";
  await page.click(SEND);
  const [{ body }] = page.sent;
  assert.deepEqual([body.answer, body.reason, body.words], ["no", "failed", "It is grey."]);
  assert.equal(page.$(`${STATUS} a`).href, "https://help.example.com/contact/");
});

test("no is no where a hidden field has the value no, as the language of a Norwegian page", async () => {
  const hidden = '<input type="hidden" name="lang" value="no">';
  const change = (/** @type {string} */ html) =>
    html.replace(/(data-js="vote"[^>]*>)/, `$1${hidden}`);
  const page = await new Page(ARTICLE, { change }).start();
  await page.click(NO);
  assert.equal(page.sent.length, 0);
  assert.equal(page.$("[data-js=vote-fold]").hidden, false);
});

test("a no without its reason is sent when the page is left", async () => {
  const page = await new Page(ARTICLE).start();
  await page.click(NO);
  dispatchEvent(new Event("pagehide"));
  await page.settled();
  assert.deepEqual(
    page.sent.map(({ body }) => [body.type, body.answer]),
    [["vote", "no"]],
  );
});

test("the question that led here is shown before it is sent", async () => {
  const storage = { "kb.visit": JSON.stringify({ searched: ["my money"] }) };
  const page = await new Page(ARTICLE, { storage }).start();
  await page.click(NO);
  await page.click(NO);
  assert.match(page.text("[data-js=vote-query]"), /my money/);
  assert.equal(page.document.querySelectorAll("[data-js=vote-query]").length, 1);
  await page.click(SEND);
  assert.equal(page.sent[0].body.query, "my money");
});

test("an article is voted on once a visit", async () => {
  const page = await new Page(ARTICLE).start();
  await page.click(YES);
  const storage = { "kb.visit": sessionStorage.getItem("kb.visit") ?? "" };
  const again = await new Page(ARTICLE, { storage }).start();
  assert.equal(again.$("[data-js=vote]").hidden, true);
  assert.equal(again.$("[data-js=vote-plain]").hidden, true);
});

test("the page says that the help desk is down, and keeps the vote", async () => {
  const page = new Page(ARTICLE);
  page.desk = () => new Response("", { status: 503 });
  await page.start();
  await page.click(YES);
  await page.until(() => localStorage.length);
  const strings = (await page.load("main")).data.strings;
  assert.equal(page.text(STATUS), strings["js.vote.thanks_kept"]);
});

test("a desk for messages only gets the reason as the beginning of a message", async () => {
  const page = await new Page(ARTICLE, { change: withoutVotes }).start();
  await page.click(NO);
  page.$("[data-js=vote-why] [value=failed]").checked = true;
  page.$("#kb-vote-words").value = "It is grey.";
  await page.click(SEND);
  const { draft } = JSON.parse(sessionStorage.getItem("kb.visit") ?? "");
  assert.match(draft, /Get a refund.*\n\nIt is grey\.$/s);
  assert.equal(page.sent.length, 0);
});

test("a page without a part of the vote keeps its plain link, and the rest starts", async () => {
  const change = (/** @type {string} */ html) => html.replace('data-js="vote-why"', "");
  const page = await new Page(ARTICLE, { change }).start();
  assert.equal(page.errors.length, 1);
  assert.equal(page.$("[data-js=vote-plain]").hidden, false);
  assert.equal(page.$("[data-js=vote]").hidden, true);
  assert.match(sessionStorage.getItem("kb.visit") ?? "", /billing/);
});
