// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import { Page } from "./page.mjs";

const SEND = "[data-js=contact] [type=submit]";
const MESSAGE = { subject: "Refund", message: "I waited.", email: "anna@example.com" };
const HIT = { id: "refund", url: "billing/refund/", title: "Get a refund", trail: ["Billing"] };

/** @param {Page} page */
function fillIn(page, values = MESSAGE) {
  for (const [name, value] of Object.entries(values)) page.$(`#kb-${name}`).value = value;
}

/**
 * The site's strings.
 * @param {Page} page
 */
const strings = async (page) => (await page.load("main")).data.strings;

/**
 * The parts of the page that are shown.
 * @param {Page} page
 */
const shown = (page) =>
  [
    "write",
    "contact-done",
    "contact-kept",
    "contact-solved",
    "contact-failed",
    "contact-errors",
  ].filter((name) => !page.$(`[data-js=${name}]`).hidden);

test("a message is sent, and the number of its ticket shown", async () => {
  const page = new Page("contact");
  page.desk = () => Response.json({ number: "A-1" });
  await page.start();
  fillIn(page);
  await page.click(SEND);
  const [{ body }] = page.sent;
  assert.deepEqual([body.subject, body.message, body.email], Object.values(MESSAGE));
  assert.deepEqual(shown(page), ["contact-done"]);
  assert.match(page.text("[data-js=contact-number]"), /A-1/);
  assert.equal(page.document.activeElement, page.$("[data-js=contact-done]"));
  assert.deepEqual(page.errors, []);
});

test("errors are listed on top and named at the fields; corrected ones go", async () => {
  const page = await new Page("contact").start();
  fillIn(page, { ...MESSAGE, message: " ", email: "anna@" });
  await page.click(SEND);
  assert.equal(page.sent.length, 0);
  assert.equal(page.document.activeElement, page.$("[data-js=contact-errors]"));
  const links = [...page.document.querySelectorAll("[data-js=contact-errors] a")];
  assert.deepEqual(
    links.map((link) => link.getAttribute("href")),
    ["#kb-message", "#kb-email"],
  );
  assert.equal(
    page.$("#kb-message").getAttribute("aria-describedby"),
    "kb-message-hint kb-message-error",
  );
  assert.equal(page.$("#kb-subject").getAttribute("aria-invalid"), null);
  await page.click('[data-js=contact-errors] a[href="#kb-email"]');
  assert.equal(page.document.activeElement, page.$("#kb-email"));
  fillIn(page);
  await page.click(SEND);
  assert.deepEqual(page.document.querySelectorAll(".kb-field__error").length, 0);
  assert.equal(page.$("#kb-message").getAttribute("aria-describedby"), "kb-message-hint");
  assert.equal(page.sent.length, 1);
});

test("a field that the desk refuses is named, and the words stay", async () => {
  const page = new Page("contact");
  page.desk = () => Response.json({ errors: [{ field: "email" }] }, { status: 422 });
  await page.start();
  fillIn(page);
  await page.click(SEND);
  assert.deepEqual(shown(page), ["write", "contact-errors"]);
  assert.equal(page.$("#kb-email").getAttribute("aria-invalid"), "true");
  assert.equal(page.$("#kb-message").value, MESSAGE.message);
});

test("a desk that is closed leaves the words, and a mail with them", async () => {
  const page = new Page("contact");
  page.desk = () => new Response("", { status: 403 });
  await page.start();
  fillIn(page, { ...MESSAGE, subject: "Refund & more" });
  await page.click(SEND);
  assert.deepEqual(shown(page), ["write", "contact-failed"]);
  const link = page.$("[data-js=contact-fallback]");
  assert.match(
    link.href,
    /^mailto:help@example.com\?subject=Refund%20%26%20more&body=I%20waited\./,
  );
  assert.equal(page.$("#kb-message").value, MESSAGE.message);
});

test("an error of ours leaves the words, and another way", async () => {
  const page = await new Page("contact").start();
  fillIn(page);
  const { text } = page;
  const stringify = JSON.stringify;
  JSON.stringify = () => {
    throw new Error("broken");
  };
  await page.click(SEND);
  JSON.stringify = stringify;
  assert.deepEqual(shown(page), ["write", "contact-failed"]);
  assert.equal(page.$("#kb-message").value, MESSAGE.message);
  assert.equal(page.errors.length, 1);
  assert.notEqual(text.call(page, SEND), (await strings(page))["js.contact.sending"]);
});

test("a desk that is down: the message is kept on the device", async () => {
  const page = new Page("contact");
  page.desk = () => new Response("", { status: 503 });
  await page.start();
  fillIn(page);
  await page.click(SEND);
  assert.deepEqual(shown(page), ["contact-kept"]);
  const [key] = Object.keys(localStorage);
  assert.match(localStorage.getItem(key) ?? "", /I waited/);
});

test("the visit is listed, sent with the message, and left out on request", async () => {
  const storage = { "kb.visit": JSON.stringify({ searched: ["money"], read: ["/billing/"] }) };
  const page = await new Page("contact", { storage }).start();
  const items = [...page.document.querySelectorAll("#kb-visit-list li")];
  assert.deepEqual(
    items.map((item) => /: (.*)/.exec(item.textContent)?.[1]),
    ["money", "/billing/"],
  );
  fillIn(page);
  await page.click(SEND);
  assert.deepEqual(
    [page.sent[0].body.searched, page.sent[0].body.read],
    [["money"], ["/billing/"]],
  );
  const other = await new Page("contact", { storage }).start();
  fillIn(other);
  other.$("[data-js=contact-visit] input").checked = false;
  await other.click(SEND);
  assert.equal(other.sent[0].body.searched, undefined);
});

test("the draft of a vote begins the message, once", async () => {
  const storage = { "kb.visit": JSON.stringify({ draft: "It is grey." }) };
  const page = await new Page("contact", { storage }).start();
  assert.equal(page.$("#kb-message").value, "It is grey.");
  assert.equal(JSON.parse(sessionStorage.getItem("kb.visit") ?? "").draft, null);
});

test("articles that may help are found while the subject is typed; one of them is the answer", async () => {
  const page = new Page("contact");
  page.search = () => ({
    total: 1,
    hits: [{ ...HIT, kind: "howto", passage: null, passages: [] }],
  });
  await page.start();
  page.type("#kb-subject", "my refund");
  await page.until(() => !page.$("[data-js=contact-suggestions]").hidden);
  const link = page.$("[data-js=contact-suggestions] a");
  assert.equal(link.href, "https://help.example.com/billing/refund/");
  assert.equal(link.target, "_blank");
  assert.deepEqual(
    page.asked.filter(({ type }) => type === "query").map(({ query }) => query),
    ["my refund"],
  );
  await page.click("[data-js=contact-suggestions] button");
  assert.deepEqual(shown(page), ["contact-solved"]);
  const [{ body }] = page.sent;
  assert.deepEqual([body.event, body.article, body.query], ["solved", "refund", "my refund"]);
  await page.click("[data-js=contact-back]");
  assert.deepEqual(shown(page), ["write"]);
  assert.equal(page.document.activeElement, page.$("#kb-message"));
});

test("an article that is opened belongs to the visit; a subject that is deleted hides the list", async () => {
  const page = new Page("contact");
  page.search = () => ({
    total: 1,
    hits: [{ ...HIT, kind: "howto", passage: null, passages: [] }],
  });
  await page.start();
  const box = page.$("[data-js=contact-suggestions]");
  page.type("#kb-subject", "my refund");
  await page.until(() => !box.hidden);
  await page.click("[data-js=contact-suggestions] a");
  assert.deepEqual(JSON.parse(sessionStorage.getItem("kb.visit") ?? "").read, ["/billing/refund/"]);
  page.type("#kb-subject", "");
  await page.until(() => box.hidden);
  assert.equal(page.text("[data-js=contact-status]"), "");
});

test("a site without a help desk opens the mail program with the message", async () => {
  const part =
    '<div data-js="contact-mail" tabindex="-1" hidden><p></p><a data-js="contact-mail-link"></a></div>';
  const change = (/** @type {string} */ html) =>
    html
      .replace('"transport": "json"', '"transport": "link"')
      .replace('"url": "https://desk.example/webhook"', '"url": "mailto:help@example.com"')
      .replace("</main>", `${part}</main>`);
  const page = await new Page("contact", { change }).start();
  /** @type {string[]} */
  const opened = [];
  page.$("[data-js=contact-mail-link]").addEventListener("click", (event) => {
    event.preventDefault();
    opened.push(page.$("[data-js=contact-mail-link]").href);
  });
  fillIn(page);
  await page.click(SEND);
  assert.equal(page.sent.length, 0);
  assert.equal(opened.length, 1);
  assert.match(opened[0], /^mailto:help@example\.com\?.*message=I%20waited\./);
  assert.equal(page.$("[data-js=contact-mail]").hidden, false);
  assert.equal(page.document.activeElement, page.$("[data-js=contact-mail]"));
});

test("a subject that says too little finds nothing", async () => {
  const { isTelling } = await new Page("contact").load("feedback/start");
  const subjects = { a: false, ab: false, abc: true, 漢字: true, 漢: false, "": false };
  assert.deepEqual(
    Object.fromEntries(Object.keys(subjects).map((each) => [each, isTelling(each)])),
    subjects,
  );
});

test("a form without a part is not shown: it would take words and send none", async () => {
  const change = (/** @type {string} */ html) => html.replace('data-js="contact-visit"', "");
  const page = await new Page("contact", { change }).start();
  assert.equal(page.errors.length, 1);
  assert.equal(page.$("[data-js=write]").hidden, true);
});
