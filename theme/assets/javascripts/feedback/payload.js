// SPDX-License-Identifier: MIT
// Puts our values under the names that a help desk expects. Pure functions; the names come from the
// adapter.

/**
 * @typedef {Record<string, string | string[] | null | undefined>} Values Our names of what is sent,
 *   and the values.
 * @typedef {"fields" | "later" | "fallback"} Reaction `Reaction` of kbgen/feedback/adapter.py.
 * @typedef {{ [step: string]: Tree | Sent }} Tree
 * @typedef {string | number | string[]} Sent
 */

/**
 * @typedef {object} Feedback The adapter, `FeedbackView` of the site.
 * @property {"json" | "form" | "link"} transport
 * @property {string} url
 * @property {boolean} plain
 * @property {string[]} takes
 * @property {Record<string, Record<string, string>>} fields
 * @property {Record<string, Reaction>} errors By status, `4xx`, `5xx` or `network`.
 * @property {Record<string, string>} refusals
 * @property {string} receipt
 * @property {string} fallback
 */

/**
 * @typedef {object} Item One vote, message or event.
 * @property {string} id
 * @property {string} type
 * @property {string} at When it was made, ISO 8601.
 * @property {Values} values
 */

const SCHEMA = 1;

/**
 * Tell whether a value is empty; such a value is not sent.
 * @param {Sent | null | undefined} value
 * @returns {value is null | undefined | "" | never[]}
 */
function isEmpty(value) {
  return value === undefined || value === null || (typeof value !== "number" && value.length === 0);
}

/**
 * Return a pair (the help desk's name, value) for everything that an item has and the help desk
 * takes.
 * @param {Feedback} feedback
 * @param {Item} item
 * @returns {[name: string, value: Sent][]}
 */
function pairs(feedback, { id, type, at, values }) {
  /** @type {Record<string, Sent | null | undefined>} */
  const all = { schema: SCHEMA, id, type, at, ...values };
  return Object.entries(feedback.fields[type] ?? {}).flatMap(([name, theirs]) => {
    const value = all[name];
    return isEmpty(value) ? [] : [[theirs, value]];
  });
}

/**
 * Return a value as text, a list as lines.
 * @param {Sent} value
 */
const asText = (value) => (Array.isArray(value) ? value.join("\n") : String(value));

/**
 * Return the body of a JSON request; dots in a name are levels.
 * @param {Feedback} feedback
 * @param {Item} item
 */
export function asJson(feedback, item) {
  /** @type {Tree} */
  const body = {};
  for (const [name, value] of pairs(feedback, item)) {
    const steps = name.split(".");
    const last = steps.pop() ?? "";
    let level = body;
    for (const step of steps) {
      level[step] ??= {};
      level = /** @type {Tree} */ (level[step]);
    }
    level[last] = value;
  }
  return JSON.stringify(body);
}

/**
 * Return the body of a form request.
 * @param {Feedback} feedback
 * @param {Item} item
 */
export function asForm(feedback, item) {
  return new URLSearchParams(pairs(feedback, item).map(([path, value]) => [path, asText(value)]));
}

/**
 * Return an address that opens the mail program with everything in it.
 * @param {Feedback} feedback
 * @param {Item} item
 */
export function asLink(feedback, item) {
  const parts = pairs(feedback, item).map(
    ([path, value]) => `${path}=${encodeURIComponent(asText(value))}`,
  );
  return `${feedback.url}?${parts.join("&")}`;
}

/**
 * Return a message with everything that goes with it as one text, for help desks without further
 * fields.
 * @param {string} message
 * @param {[string, string | string[]][]} facts (label, value); empty ones are left out.
 */
export function asLetter(message, facts) {
  const lines = facts
    .filter(([, value]) => !isEmpty(value))
    .map(([label, value]) => `${label}: ${Array.isArray(value) ? value.join(", ") : value}`);
  return lines.length ? `${message}\n\n-- \n${lines.join("\n")}` : message;
}
