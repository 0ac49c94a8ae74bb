// SPDX-License-Identifier: MIT
// Stands in for the search worker in tests of the theme: speaks its protocol over a list of articles in the entry file.
// The question decides about mishaps: "held…" is answered only after the next one, and so is "half…", which has an early result at once, "boom…" fails, "wrnog" has a spelling,
// "pas…" with an odd number of letters is answered late.

/** @typedef {import("../../theme/assets/javascripts/search/engine.js").Hit & { code?: string }} Article */
/** @typedef {import("../../theme/assets/javascripts/search/worker.js").QueryMessage} QueryMessage */
/** @typedef {import("../../theme/assets/javascripts/search/worker.js").SetupMessage} SetupMessage */

/** @type {Article[]} */
let articles = [];
/** @type {QueryMessage[]} */
let held = [];

/** @param {string} query */
function find(query) {
  const words = query
    .toLowerCase()
    .replace(/^(held|half)/, "")
    .split(/\s+/)
    .filter(Boolean);
  /** @param {Article} each */
  const text = (each) => `${each.title} ${each.extract} ${each.trail.join(" ")}`.toLowerCase();
  return articles.filter((each) => words.some((word) => text(each).includes(word)));
}

/** @param {QueryMessage} message */
function answer({ id, query, limit }) {
  const found = find(query);
  const exact = found.find((each) => each.code && query.trim() === each.code);
  const suggestion = query.includes("wrnog") ? articles[0].title.split(/\s+/).at(-1) : null;
  const hits = found.slice(0, limit);
  const suggested = suggestion ? find(suggestion).length : 0;
  return {
    type: "result",
    id,
    query,
    total: found.length,
    hits,
    suggestion,
    suggested,
    answer: exact ?? null,
  };
}

/** @param {SetupMessage} message */
async function setup({ id, entry }) {
  const response = await fetch(entry);
  if (!response.ok) return { type: "error", id, message: `entry: ${response.status}` };
  articles = await response.json();
  return { type: "ready", id };
}

addEventListener("message", async ({ data }) => {
  if (data.type === "setup") {
    postMessage(await setup(data));
  } else if (/^(held|half)/.test(data.query)) {
    if (data.early && data.query.startsWith("half"))
      postMessage({ ...answer(data), type: "early" });
    held.push(data);
  } else if (data.query.startsWith("pas") && data.query.length % 2) {
    setTimeout(() => postMessage(answer(data)), 400);
  } else {
    const failed = data.query.startsWith("boom");
    postMessage(failed ? { type: "error", id: data.id, message: "boom" } : answer(data));
    for (const late of held) postMessage(answer(late));
    held = [];
  }
});
