// SPDX-License-Identifier: MIT
// One attempt to send one item: request, answer, what the answer means. What an error means is the adapter's to say.

import { asForm, asJson } from "./payload.js";

const PATIENCE = 20_000;

/**
 * @typedef {object} Outcome
 * @property {"sent" | "later" | "refused" | "blocked"} state
 *   `later`: try again; `refused`: `fields` are wrong; `blocked`: this way is closed.
 * @property {number} [wait] Milliseconds that the help desk asks for.
 * @property {string} [number] Of the ticket.
 * @property {string[]} [fields] Our names of what was refused; empty when the answer does not say.
 */

const STATES = { fields: "refused", later: "later", fallback: "blocked" };

/**
 * @param {import("./payload.js").Feedback} feedback
 * @param {{ fetch?: typeof fetch, online?: () => boolean, now?: () => number }} [world]
 * @returns {(item: import("./payload.js").Item, leaving?: boolean) => Promise<Outcome>}
 */
export function deliverer(feedback, world = {}) {
  const {
    fetch = (...all) => globalThis.fetch(...all),
    online = () => navigator.onLine,
    now = Date.now,
  } = world;
  return async (item, leaving = false) => {
    let response;
    try {
      response = await fetch(feedback.url, request(feedback, item, leaving));
    } catch {
      // Without a network nothing is known of the help desk; with one, the adapter knows what silence means.
      return { state: online() ? STATES[feedback.errors.network] : "later" };
    }
    const answer = await response.json().catch(() => null);
    if (response.ok) return { state: "sent", number: numberOf(answer, feedback.receipt) };
    return failure(feedback, response, answer, now());
  };
}

/** A page that is being left keeps its request alive; browsers allow that for small ones only. */
function request(feedback, item, leaving) {
  const isJson = feedback.transport === "json";
  return {
    method: "POST",
    body: isJson ? asJson(feedback, item) : asForm(feedback, item),
    headers: { Accept: "application/json", ...(isJson && { "Content-Type": "application/json" }) },
    credentials: "omit",
    referrerPolicy: "origin",
    keepalive: leaving,
    signal: AbortSignal.timeout(PATIENCE),
  };
}

/** @returns {Outcome} */
function failure(feedback, response, answer, now) {
  const { status } = response;
  const reaction =
    feedback.errors[status] ?? feedback.errors[`${Math.floor(status / 100)}xx`] ?? "fallback";
  const state = STATES[reaction];
  if (state === "refused") return { state, fields: refusedFields(answer, feedback.refusals) };
  return {
    state,
    wait: state === "later" ? waitOf(response.headers.get("Retry-After"), now) : undefined,
  };
}

/**
 * The number of a ticket at a path of the answer, or an empty text.
 * @param {unknown} answer
 * @param {string} path
 */
export function numberOf(answer, path) {
  const found = path ? path.split(".").reduce((at, step) => at?.[step], answer) : "";
  return typeof found === "string" || typeof found === "number" ? String(found).slice(0, 40) : "";
}

/**
 * Our names of the fields that an answer names: a list of `{field}`, or a mapping by name.
 * @param {any} answer
 * @param {Record<string, string>} refusals
 */
export function refusedFields(answer, refusals) {
  const found = answer?.errors ?? answer?.details ?? {};
  const names = Array.isArray(found)
    ? found.map((each) => each?.field)
    : Object.keys(Object(found));
  return [...new Set(names.map((name) => refusals[name]).filter(Boolean))];
}

/**
 * `Retry-After` in milliseconds: seconds or a date; undefined when there is none.
 * @param {string | null} header
 * @param {number} now
 */
export function waitOf(header, now) {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
