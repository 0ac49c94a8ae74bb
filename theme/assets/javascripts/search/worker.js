// SPDX-License-Identifier: MIT
// Runs the engine in a module worker.
//
// In:  {type: "setup", id, entry, text}
//      {type: "query", id, query, limit, texts?, early?}
// Out: {type: "ready", id}
//      {type: "early", id, query, ...}, like a result: that of the known words, while others load
//      {type: "result", id, query, total, hits, suggestion, answer}
//      {type: "error", id, message}
// `entry` is the absolute URL of entry.json, `text` its content or null. The newest query wins: an
// older one is canceled and gets no answer.

import { Engine, Gone } from "./engine.js";

/**
 * @typedef {{type: "setup", id: number, entry: string, text?: string | null}} SetupMessage
 * @typedef {{type: "query", id: number, query: string, limit: number, texts?: number, early?: boolean}} QueryMessage
 * @typedef {SetupMessage | QueryMessage} Message
 *
 * @typedef {{type: "result", id: number, query: string} & import("./engine.js").Result} ResultReply
 * @typedef {{type: "early", id: number, query: string} & import("./engine.js").Result} EarlyReply
 * @typedef {{type: "error", id: number, message: string}} ErrorReply
 * @typedef {{type: "ready", id: number} | ResultReply | EarlyReply | ErrorReply} Reply
 */

/** @type {Engine | null} */
let engine = null;
let newest = -1;
let running = new AbortController();

/**
 * Fetch a file of the index; try once more when the network fails.
 * @param {string} base
 * @returns {import("./engine.js").Load}
 */
const loader = (base) => async (name, signal) => {
  const url = new URL(name, base);
  // The entry alone has a name that does not change with its content.
  const get = () => fetch(url, { signal, cache: name === "entry.json" ? "no-cache" : "default" });
  const response = await get().then((first) => (first.status >= 500 ? get() : first), get);
  if (response.status === 404) throw new Gone(`${name}: not found`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.text();
};

/**
 * Do what a message asks; return null for a query that a newer one has replaced.
 * @param {Message} message
 * @returns {Promise<Reply | null>}
 */
async function answer(message) {
  const { id } = message;
  if (message.type === "setup") {
    engine = new Engine(loader(message.entry));
    await engine.setup(message.text);
    return { type: "ready", id };
  }
  newest = id;
  running.abort();
  running = new AbortController();
  if (!engine) throw new Error("a query came before the setup");
  const { query, limit, texts } = message;
  /** @param {import("./engine.js").Result} result */
  const early = (result) => {
    if (id === newest) postMessage({ type: "early", id, query, ...result });
  };
  const { signal } = running;
  const result = await engine.search(
    query,
    limit,
    texts,
    signal,
    message.early ? early : undefined,
  );
  return id === newest ? { type: "result", id, query, ...result } : null;
}

addEventListener("message", ({ data }) => {
  answer(data).then(
    (reply) => reply && postMessage(reply),
    (error) =>
      data.type === "query" && data.id !== newest
        ? undefined
        : postMessage({ type: "error", id: data.id, message: String(error?.message ?? error) }),
  );
});
