// SPDX-License-Identifier: MIT
// Starts the parts that a page has. The page works without all of them: its forms and links are
// plain HTML. It is the entry module of every page.

import { attempt } from "./attempt.js";
import { startActions } from "./copy-article.js";
import { startCopy } from "./copy-code.js";
import { startDisclosures } from "./disclosures.js";
import { startDueTimes } from "./due-times.js";
import { startMoved } from "./moved.js";
import { startNarrowDown } from "./narrow-down.js";
import { element, find, need } from "./nodes.js";
import { data, href, t } from "./page-data.js";
import { longQuestion } from "./pasted-text.js";
import { startScheme } from "./scheme.js";
import { SearchBox } from "./search-box.js";
import { SearchClient } from "./search-client.js";
import { startShortcuts } from "./shortcuts.js";
import { useNoFeedback } from "./without-feedback.js";

/** Start search. If that fails, the form still leads to the results page, which shows the error. */
async function startSearch() {
  const input = find("[data-kb=search-input]", HTMLInputElement);
  if (!input?.form) return;
  const { form } = input;
  const isResultsPage = form.dataset.js === "search-page";
  const client = new SearchClient(href(data.worker), href(data.entry));
  // A question in the address is asked: load the index while the script of the page loads.
  if (isResultsPage && (longQuestion() || /[?&]q=[^&]/.test(location.search))) client.start();
  await attempt(() => startShortcuts(input));
  if (isResultsPage)
    await attempt(
      () => startPage(form, client),
      () => showFailure(input),
    );
  else await attempt(() => startBox(input, form, client));
}

/**
 * @param {HTMLFormElement} form
 * @param {SearchClient} client
 */
async function startPage(form, client) {
  const { SearchPage } = await import("./search-page.js");
  new SearchPage(form, client);
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLFormElement} form
 * @param {SearchClient} client
 */
async function startBox(input, form, client) {
  new SearchBox(form, client);
  if (!find("[data-js=nearest]", HTMLElement)) return;
  const { startNotFound } = await import("./not-found.js");
  await startNotFound(input, client);
}

/**
 * Show on the results page that search does not work. The question stays in the box, and the index
 * of articles below it.
 * @param {HTMLInputElement} input
 */
function showFailure(input) {
  input.value ||= new URLSearchParams(location.search).get("q") ?? "";
  const message = element("p", { class: "kb-note", role: "alert" }, t("js.ui.error"));
  need("[data-js=search-list]", HTMLElement).replaceChildren(message);
}

/**
 * Start votes and messages on sites that have a help desk. If that fails, plain forms and links
 * stay.
 */
async function startFeedback() {
  const settings = document.getElementById("kb-feedback");
  if (!settings) return;
  const feedback = await import("./feedback/start.js");
  feedback.start(JSON.parse(settings.textContent));
}

/** Change the steps of a troubleshooter in place. Without it, each step is a page. */
async function startTree() {
  const tree = find("[data-js=tree]", HTMLElement);
  if (!tree) return;
  const { startTroubleshooter } = await import("./troubleshooter.js");
  startTroubleshooter(tree);
}

const starts = [
  startScheme,
  startMoved,
  startDisclosures,
  startDueTimes,
  startCopy,
  startActions,
  startNarrowDown,
  startSearch,
  startTree,
];
for (const start of starts) attempt(start);
attempt(startFeedback, useNoFeedback);
