// SPDX-License-Identifier: MIT
// Takes pasted logs and messages as questions. Nothing of them leaves the computer: an address with
// `?q=` is sent to the server when its page loads, so a long question comes after `#`.

const MAX_PASTED = 10_000;
/** Length, in characters, from which a question is a pasted text. */
const LONG = 200;
const SHOWN = 80;
const IN_HASH = "#q=";

/**
 * Tell whether a question is too long to be sent anywhere.
 * @param {string} query
 */
export const isLong = (query) => query.length > LONG;

/**
 * Return a question as titles and options name it.
 * @param {string} query
 */
export const shown = (query) =>
  query.length > SHOWN ? `${[...query.slice(0, SHOWN)].slice(0, -1).join("").trim()}…` : query;

/**
 * Return what an address has to end in for a question: `?q=…`, or `#q=…` for a long one.
 * @param {string} query
 */
export const addressOf = (query) => (isLong(query) ? IN_HASH : "?q=") + encodeURIComponent(query);

/** Return the long question of this page's address, or nothing. */
export function longQuestion() {
  if (!location.hash.startsWith(IN_HASH)) return "";
  try {
    return decodeURIComponent(location.hash.slice(IN_HASH.length));
  } catch {
    return "";
  }
}

/**
 * Let a search box take a pasted text of several lines: the browser would join the last word of a
 * line with the first of the next.
 * @param {HTMLInputElement} input
 */
export function takePasted(input) {
  input.maxLength = MAX_PASTED;
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    const lines = text.split(/[\n\r]+/).map((line) => line.trim());
    if (lines.length < 2) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = input;
    const room = MAX_PASTED - input.value.length;
    const line = lines.filter(Boolean).join(" ").slice(0, Math.max(0, room));
    input.setRangeText(line, selectionStart ?? 0, selectionEnd ?? 0, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
