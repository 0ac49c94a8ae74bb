// SPDX-License-Identifier: MIT
// Stands in for the search worker in tests of the theme: speaks its protocol over a list of articles in the entry file.
// The question decides about mishaps: "slow…" answers late, "boom…" fails, "wrnog" has a spelling suggestion.

let articles = [];
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function find(query) {
  const words = query.toLowerCase().replace(/^slow/, "").split(/\s+/).filter(Boolean);
  const text = (each) => `${each.title} ${each.extract} ${each.trail.join(" ")}`.toLowerCase();
  return articles.filter((each) => words.some((word) => text(each).includes(word)));
}

function answer({ id, query, limit }) {
  const found = find(query);
  const exact = found.find((each) => each.code && query.trim() === each.code);
  const suggestion = query.includes("wrnog") ? articles[0].title.split(/\s+/).at(-1) : null;
  const hits = found.slice(0, limit);
  return { type: "result", id, query, total: found.length, hits, suggestion, answer: exact ?? null };
}

async function receive(message) {
  if (message.type === "setup") {
    const response = await fetch(message.entry);
    if (!response.ok) return { type: "error", id: message.id, message: `entry: ${response.status}` };
    articles = await response.json();
    return { type: "ready", id: message.id };
  }
  if (message.query.startsWith("boom")) return { type: "error", id: message.id, message: "boom" };
  if (message.query.startsWith("slow")) await wait(400);
  return answer(message);
}

addEventListener("message", async ({ data }) => postMessage(await receive(data)));
