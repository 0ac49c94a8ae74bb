// SPDX-License-Identifier: MIT
// Starts what a page has of feedback: the vote of an article, the form of the contact page, and on every page the
// outbox and what the visit remembers. Loaded only where the site has somewhere to send it.

import { element } from "../nodes.js";
import { data, href, t } from "../page-data.js";
import { onAnswered } from "../search-client.js";
import { startContact } from "./contact.js";
import { deliverer } from "./delivery.js";
import { Outbox } from "./outbox.js";
import { Questions } from "./questions.js";
import { Visit } from "./visit.js";
import { startVote } from "./vote.js";

/** A storage, or null where the browser refuses one. */
function storage(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}

/** Run `work` unless another tab of the site does; without locks, run it. */
function alone(key, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(key, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/** @param {import("./payload.js").Feedback} feedback */
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

/** Questions to search: the visit remembers them; a help desk that takes events learns how they end. */
function listen(feedback, outbox, visit) {
  onAnswered(({ query }) => visit.searched(query));
  if (!feedback.takes.includes("event")) return;
  const common = { lang: data.lang, page: location.pathname };
  const emit = (values, leaving) =>
    outbox[leaving ? "last" : "post"]("event", { ...common, ...values });
  const questions = new Questions(storage("sessionStorage"), emit);
  onAnswered((answered) => questions.answered(answered));
  document.addEventListener("submit", (event) => submitted(event, questions));
  document.addEventListener("click", ({ target }) => clicked(target, questions, emit), true);
  addEventListener("pagehide", () => questions.left());
}

/** A search form that leads to the results page takes its question along. */
function submitted(event, questions) {
  if (!event.defaultPrevented && event.target.getAttribute("role") === "search")
    questions.continues();
}

/** @param {EventTarget} target */
function clicked(target, questions, emit) {
  const link = target instanceof Element && target.closest("a");
  if (!link) return;
  if (link.closest("[data-kb=search-result]")) questions.clicked();
  else if (link.href.startsWith(`${href(data.search)}?`)) questions.continues();
  else if (link.hash === "#kb-solved") {
    emit(
      { event: "solved", article: document.querySelector("[data-kb=article]")?.dataset.article },
      false,
    );
  }
}

/** A message that could not be sent while its writer was elsewhere is not forgotten in silence. */
function tellBlocked(outbox) {
  if (outbox.blocked().length === 0 || document.querySelector("[data-js=contact]")) return;
  const link = element("a", { href: href(data.contact) }, t("js.outbox.open"));
  const notice = element(
    "div",
    { class: "kb-unsent", role: "status" },
    element("p", {}, t("js.outbox.blocked"), " ", link),
  );
  document.querySelector("main").prepend(notice);
}

/** @param {import("./payload.js").Feedback} feedback */
export function start(feedback) {
  const outbox = makeOutbox(feedback);
  const visit = new Visit(storage("sessionStorage"));
  const parts = { feedback, outbox, visit };
  const article = /** @type {HTMLElement | null} */ (document.querySelector("[data-kb=article]"));
  if (article) visit.read(location.pathname);
  listen(feedback, outbox, visit);
  const vote = document.querySelector("[data-kb=vote]");
  if (vote) startVote(vote, article, parts);
  if (document.querySelector("[data-js=contact]")) startContact(parts);
  outbox.flush().then(() => tellBlocked(outbox));
}
