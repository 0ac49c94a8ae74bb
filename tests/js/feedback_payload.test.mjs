// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../theme/assets/javascripts/feedback/identity.js";
import {
  asForm,
  asJson,
  asLetter,
  asLink,
} from "../../theme/assets/javascripts/feedback/payload.js";
import { adapters } from "./feedback_support.mjs";

const MESSAGE = {
  id: "id-1",
  type: "message",
  at: "2026-11-22T10:00:00.000Z",
  values: {
    subject: "A & b",
    message: "Hi\nthere",
    email: "a@b.co",
    name: "a@b.co",
    text: "Hi\n\n-- \nRead: /x/",
    searched: ["one", "two"],
    read: [],
    product: "",
  },
};

test("a webhook gets everything under our names, lists as lists, nothing empty", () => {
  assert.deepEqual(JSON.parse(asJson(adapters.webhook, MESSAGE)), {
    schema: 1,
    id: "id-1",
    type: "message",
    at: MESSAGE.at,
    subject: "A & b",
    message: "Hi\nthere",
    email: "a@b.co",
    searched: ["one", "two"],
  });
});

test("a form has lines instead of lists", () => {
  assert.equal(asForm(adapters.form, MESSAGE).get("searched"), "one\ntwo");
  assert.equal(asForm(adapters.form, MESSAGE).get("schema"), "1");
});

test("Formspree wants its own name for the subject", () => {
  assert.equal(asForm(adapters.formspree, MESSAGE).get("_subject"), "A & b");
});

test("Zendesk wants a request with a requester and a comment", () => {
  assert.deepEqual(JSON.parse(asJson(adapters.zendesk, MESSAGE)), {
    request: {
      subject: "A & b",
      requester: { email: "a@b.co", name: "a@b.co" },
      comment: { body: "Hi\n\n-- \nRead: /x/" },
    },
  });
});

test("a link opens the mail program with subject and words", () => {
  assert.equal(
    asLink(adapters.mailto, MESSAGE),
    "mailto:help@example.com?subject=A%20%26%20b&body=Hi%0A%0A--%20%0ARead%3A%20%2Fx%2F",
  );
});

test("a kind that an adapter does not take is empty", () => {
  assert.equal(asJson(adapters.zendesk, { ...MESSAGE, type: "vote" }), "{}");
});

test("a letter ends with what is known and says nothing of what is not", () => {
  assert.equal(
    asLetter("Hi", [
      ["Product", ""],
      ["Read", ["/a/", "/b/"]],
    ]),
    "Hi\n\n-- \nRead: /a/, /b/",
  );
  assert.equal(
    asLetter("Hi", [
      ["Product", ""],
      ["Read", []],
    ]),
    "Hi",
  );
});

test("ids are UUIDs of version 7: they sort by time and differ", () => {
  const fill = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => bytes.fill(0xff);
  assert.equal(newId(0x0123456789ab, fill), "01234567-89ab-7fff-bfff-ffffffffffff");
  assert.ok(newId(1000) < newId(2000));
  assert.notEqual(newId(1), newId(1));
});
