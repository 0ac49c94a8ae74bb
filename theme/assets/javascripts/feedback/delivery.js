// SPDX-License-Identifier: MIT
// Sends one item, once: request, answer, and what the answer means. The adapter decides what an
// error means.

import { asForm, asJson } from "./payload.js";

const PATIENCE = 20_000;

/**
 * @typedef {(url: string, options: RequestInit) => Promise<Response>} Fetch
 *
 * @typedef {object} Outcome
 * @property {"sent" | "later" | "refused" | "blocked"} state
 *   `later`: try again; `refused`: `fields` are wrong; `blocked`: this way is closed.
 * @property {number} [wait] Milliseconds that the help desk asks for.
 * @property {string} [number] Of the ticket.
 * @property {string[]} [fields] Our names of what was refused; empty when the answer does not say.
 */

/** @typedef {import("./payload.js").Feedback} Feedback */
/** @typedef {import("./payload.js").Item} Item */

/** @type {Record<import("./payload.js").Reaction, Outcome["state"]>} */
const STATES = { fields: "refused", later: "later", fallback: "blocked" };

/**
 * Return the function that sends one item to a help desk.
 * @param {Feedback} feedback
 * @param {{ fetch?: Fetch, online?: () => boolean, now?: () => number }} [world]
 * @returns {(item: Item, leaving?: boolean) => Promise<Outcome>}
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
      // Offline, the help desk may be fine; online, the adapter knows what no answer means.
      return { state: online() ? STATES[feedback.errors.network] : "later" };
    }
    const answer = await response.json().catch(() => null);
    if (response.ok) return { state: "sent", number: numberOf(answer, feedback.receipt) };
    return failure(feedback, response, answer, now());
  };
}

/**
 * Return the request for an item.
 * @param {Feedback} feedback
 * @param {Item} item
 * @param {boolean} leaving Whether the page is being left: browsers then keep small requests alive.
 * @returns {RequestInit}
 */
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

/**
 * Return what an error of the help desk means.
 * @param {Feedback} feedback
 * @param {Response} response
 * @param {unknown} answer
 * @param {number} now
 * @returns {Outcome}
 */
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
 * Return a member of a value that came as JSON, or undefined.
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
const member = (value, name) => /** @type {Record<string, unknown>} */ (Object(value))[name];

/**
 * Return the number of a ticket at a path of the answer, or an empty text.
 * @param {unknown} answer
 * @param {string} path
 */
export function numberOf(answer, path) {
  const number = path ? path.split(".").reduce(member, answer) : "";
  return typeof number === "string" || typeof number === "number"
    ? String(number).slice(0, 40)
    : "";
}

/**
 * Return our names of the fields that an answer names, in a list of `{field}` or a mapping by name.
 * @param {unknown} answer
 * @param {Record<string, string>} refusals
 */
export function refusedFields(answer, refusals) {
  const fields = member(answer, "errors") ?? member(answer, "details") ?? {};
  const names = Array.isArray(fields)
    ? fields.map((each) => String(member(each, "field")))
    : Object.keys(Object(fields));
  return [...new Set(names.map((name) => refusals[name]).filter(Boolean))];
}

/**
 * Return `Retry-After`, which is seconds or a date, in milliseconds; undefined when there is none.
 * @param {string | null} header
 * @param {number} now
 */
export function waitOf(header, now) {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
