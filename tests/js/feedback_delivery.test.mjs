// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  deliverer,
  numberOf,
  refusedFields,
  waitOf,
} from "../../theme/assets/javascripts/feedback/delivery.js";
import { adapters } from "./feedback_support.mjs";

const ITEM = {
  id: "id-1",
  type: "message",
  at: "",
  values: { subject: "S", message: "M", email: "a@b.co" },
};

/**
 * Deliver once to a help desk that answers like this.
 * @param {string} name Of the adapter.
 * @param {number} status
 * @param {object | null} body
 * @param {Record<string, string>} headers
 */
async function outcome(name, status, body = {}, headers = {}) {
  const text = status === 304 ? null : JSON.stringify(body);
  const fetch = async () => new Response(text, { status, headers });
  return deliverer(adapters[name], { fetch, online: () => true, now: () => 0 })(ITEM);
}

const silent = async () => {
  throw new TypeError("Failed to fetch");
};

test("a success has the number of the ticket, where there is one", async () => {
  assert.deepEqual(await outcome("zendesk", 201, { request: { id: 35436 } }), {
    state: "sent",
    number: "35436",
  });
  assert.deepEqual(await outcome("webhook", 200, null), { state: "sent", number: "" });
});

test("4xx is final but for 408, 425 and 429; 5xx passes", async () => {
  /** @type {Record<number, string>} */
  const states = {};
  for (const status of [401, 403, 404, 410, 408, 425, 429, 500, 503])
    states[status] = (await outcome("webhook", status)).state;
  assert.deepEqual(states, {
    401: "blocked",
    403: "blocked",
    404: "blocked",
    410: "blocked",
    408: "later",
    425: "later",
    429: "later",
    500: "later",
    503: "later",
  });
});

test("a redirect that cannot be followed is no success", async () => {
  assert.equal((await outcome("webhook", 304)).state, "blocked");
});

test("refused fields come in each service's way and leave under our names", async () => {
  assert.deepEqual((await outcome("webhook", 422, { errors: { email: "?" } })).fields, ["email"]);
  assert.deepEqual(
    (await outcome("formspree", 422, { errors: [{ field: "_subject" }, { field: "email" }] }))
      .fields,
    ["subject", "email"],
  );
  assert.deepEqual(
    (await outcome("zendesk", 422, { details: { requester: [], comment: [] } })).fields,
    ["email", "message"],
  );
  assert.deepEqual(refusedFields(null, {}), []);
  assert.deepEqual(refusedFields({ errors: "text" }, {}), []);
});

test("the time that a busy desk asks for is kept", async () => {
  assert.equal((await outcome("webhook", 429, {}, { "Retry-After": "120" })).wait, 120_000);
  assert.equal(waitOf("Thu, 01 Jan 1970 00:01:00 GMT", 10_000), 50_000);
  assert.equal(waitOf("soon", 0), undefined);
  assert.equal(waitOf(null, 0), undefined);
});

test("silence: offline is later for all; online it is later for a webhook and final for Zendesk", async () => {
  const states = [];
  for (const name of ["webhook", "zendesk"]) {
    for (const online of [true, false])
      states.push(
        (await deliverer(adapters[name], { fetch: silent, online: () => online })(ITEM)).state,
      );
  }
  assert.deepEqual(states, ["later", "later", "blocked", "later"]);
});

test("a request has no cookies, says JSON, and stays alive only when the page is left", async () => {
  /** @type {[string, RequestInit][]} */
  const seen = [];
  const deliver = deliverer(adapters.webhook, {
    fetch: async (url, options) => {
      seen.push([url, options]);
      return Response.json({});
    },
  });
  await deliver(ITEM);
  await deliver(ITEM, true);
  const [[url, first], [, second]] = seen;
  assert.equal(url, "https://desk.example/in");
  assert.deepEqual(
    [first.method, first.credentials, first.keepalive, second.keepalive],
    ["POST", "omit", false, true],
  );
  assert.equal(new Headers(first.headers).get("Content-Type"), "application/json");
});

test("a number is short and text", () => {
  assert.equal(numberOf({ number: { a: 1 } }, "number"), "");
  assert.equal(numberOf({ number: "x".repeat(99) }, "number").length, 40);
  assert.equal(numberOf(null, "a.b"), "");
});
