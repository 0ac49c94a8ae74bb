// SPDX-License-Identifier: MIT
// What travels: our values under the names that a help desk wants. Pure functions; the names come from the adapter.

/**
 * @typedef {object} Feedback The adapter, `FeedbackView` of the site.
 * @property {"json" | "form" | "link"} transport
 * @property {string} url
 * @property {boolean} plain
 * @property {string[]} takes
 * @property {Record<string, Record<string, string>>} fields
 * @property {Record<string, string>} errors
 * @property {Record<string, string>} refusals
 * @property {string} receipt
 * @property {string} fallback
 */

/**
 * @typedef {object} Item One vote, message or event.
 * @property {string} id
 * @property {string} type
 * @property {string} at When it was made, ISO 8601.
 * @property {Record<string, string | string[]>} values
 */

const SCHEMA = 1;

/** An empty value says nothing and is left out. */
const isEmpty = (value) => value === undefined || value === null || value.length === 0;

/**
 * [where it goes, value] of everything an item has and the help desk takes.
 * @param {Feedback} feedback
 * @param {Item} item
 * @returns {[string, string | number | string[]][]}
 */
function pairs(feedback, { id, type, at, values }) {
  const all = { schema: SCHEMA, id, type, at, ...values };
  return Object.entries(feedback.fields[type] ?? {})
    .filter(([name]) => !isEmpty(all[name]))
    .map(([name, place]) => [place, all[name]]);
}

/** Lists become lines: a form knows text only. */
const asText = (value) => (Array.isArray(value) ? value.join("\n") : String(value));

/**
 * The body of a JSON request; dots in a place are levels.
 * @param {Feedback} feedback
 * @param {Item} item
 */
export function asJson(feedback, item) {
  const made = {};
  for (const [place, value] of pairs(feedback, item)) {
    const steps = place.split(".");
    const last = steps.pop();
    const level = steps.reduce((at, step) => (at[step] ??= {}), made);
    level[last] = value;
  }
  return JSON.stringify(made);
}

/**
 * The body of a form request.
 * @param {Feedback} feedback
 * @param {Item} item
 */
export function asForm(feedback, item) {
  return new URLSearchParams(pairs(feedback, item).map(([place, value]) => [place, asText(value)]));
}

/**
 * An address that opens the mail program with everything in it.
 * @param {Feedback} feedback
 * @param {Item} item
 */
export function asLink(feedback, item) {
  const parts = pairs(feedback, item).map(
    ([place, value]) => `${place}=${encodeURIComponent(asText(value))}`,
  );
  return `${feedback.url}?${parts.join("&")}`;
}

/**
 * A message with everything that goes with it, as one text: for help desks that know no further fields.
 * @param {string} message
 * @param {[string, string | string[]][]} facts (label, value); empty ones are left out.
 */
export function asLetter(message, facts) {
  const lines = facts
    .filter(([, value]) => !isEmpty(value))
    .map(([label, value]) => `${label}: ${Array.isArray(value) ? value.join(", ") : value}`);
  return lines.length ? `${message}\n\n-- \n${lines.join("\n")}` : message;
}
