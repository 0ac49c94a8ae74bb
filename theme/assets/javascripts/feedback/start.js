// SPDX-License-Identifier: MIT
// Starts the feedback parts of a page: the vote of an article, the form of the contact page, and on
// every page the outbox and the notes of the visit. Loaded only on sites that have a help desk.

import { attempt } from "../attempt.js";
import { element, find, need } from "../nodes.js";
import { data, href, t } from "../page-data.js";
import { onAnswered } from "../search-client.js";
import { useLinkInsteadOfVote, useOtherWays } from "../without-feedback.js";
import { startContact } from "./contact.js";
import { deliverer } from "./delivery.js";
import { Outbox } from "./outbox.js";
import { Questions } from "./questions.js";
import { Visit } from "./visit.js";
import { startVote } from "./vote.js";

/**
 * @typedef {import("./payload.js").Feedback} Feedback
 * @typedef {import("./payload.js").Values} Values
 * @typedef {{ feedback: Feedback, outbox: Outbox, visit: Visit }} Parts
 * @typedef {(values: Values, leaving: boolean) => void} Emit
 */

/**
 * Return a storage, or null where the browser refuses one.
 * @param {"localStorage" | "sessionStorage"} name
 */
function storage(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}

/**
 * Run `work` unless another tab of the site does; browsers without locks always run it.
 * @param {string} key
 * @param {() => Promise<void>} work
 */
async function alone(key, work) {
  if (!navigator.locks) await work();
  else await navigator.locks.request(key, { ifAvailable: true }, (lock) => lock && work());
}

/** @param {Feedback} feedback */
function makeOutbox(feedback) {
  const online = () => navigator.onLine;
  // Sites that share an origin do not share a help desk: the address is part of the key.
  const key = `kb.outbox:${feedback.url}`;
  const outbox = new Outbox({
    key,
    storage: storage("localStorage"),
    deliver: deliverer(feedback),
    online,
    alone,
  });
  addEventListener("online", () => outbox.wake());
  return outbox;
}

/**
 * Follow the questions to search: the visit keeps them, and a help desk that takes events gets
 * their outcome.
 * @param {Parts} parts
 */
function listen({ feedback, outbox, visit }) {
  onAnswered(({ query }) => visit.searched(query));
  if (!feedback.takes.includes("event")) return;
  const common = { lang: data.lang, page: location.pathname };
  /** @type {Emit} */
  const emit = (values, leaving) => {
    if (leaving) outbox.last("event", { ...common, ...values });
    else outbox.post("event", { ...common, ...values });
  };
  const questions = new Questions(storage("sessionStorage"), emit);
  onAnswered((answered) => questions.answered(answered));
  document.addEventListener("submit", (event) => submitted(event, questions));
  document.addEventListener("click", (event) => clicked(event, questions, emit), true);
  addEventListener("pagehide", () => questions.left());
}

/**
 * Keep the question of a search form that leads to the results page.
 * @param {SubmitEvent} event
 * @param {Questions} questions
 */
function submitted({ defaultPrevented, target }, questions) {
  if (defaultPrevented || !(target instanceof Element)) return;
  if (target.getAttribute("role") === "search") questions.continues();
}

/**
 * @param {MouseEvent} event
 * @param {Questions} questions
 * @param {Emit} emit
 */
function clicked({ target }, questions, emit) {
  const link = target instanceof Element && target.closest("a");
  if (!link) return;
  if (link.closest("[data-kb=search-result]")) questions.clicked();
  else if (link.href.startsWith(`${href(data.search)}?`)) questions.continues();
  else if (link.hash === "#kb-solved") {
    const article = find("[data-kb=article]", HTMLElement)?.dataset.article;
    emit({ event: "solved", article }, false);
  }
}

/**
 * Show that messages of earlier pages could not be sent.
 * @param {Outbox} outbox
 */
function showBlocked(outbox) {
  if (outbox.blocked().length === 0 || document.querySelector("[data-js=contact]")) return;
  const link = element("a", { href: href(data.contact) }, t("js.outbox.open"));
  const text = element("p", {}, t("js.outbox.blocked"), " ", link);
  need("main", HTMLElement).prepend(element("div", { class: "kb-unsent", role: "status" }, text));
}

/**
 * Start every part on its own: if one fails, the others start.
 * @param {Feedback} feedback
 */
export function start(feedback) {
  const outbox = makeOutbox(feedback);
  const visit = new Visit(storage("sessionStorage"));
  const parts = { feedback, outbox, visit };
  const article = find("[data-kb=article]", HTMLElement);
  const vote = find("[data-kb=vote]", HTMLElement);
  if (article) attempt(() => visit.read(location.pathname));
  attempt(() => listen(parts));
  if (vote && article) attempt(() => startVote(vote, article, parts), useLinkInsteadOfVote);
  if (document.querySelector("[data-js=contact]")) attempt(() => startContact(parts), useOtherWays);
  attempt(() => outbox.flush().then(() => showBlocked(outbox)));
}
