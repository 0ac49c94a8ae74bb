// SPDX-License-Identifier: MIT
// What the results page shows, as nodes.

import { matchRanges } from "./highlight.js";
import { element, marked } from "./nodes.js";
import { searchHref, t } from "./page-data.js";
import { hitHref, hitTrail } from "./suggestions.js";

/** @typedef {import("./search-client.js").Hit} Hit */

/**
 * A hit with trail, title and extract; with a label, as the card of an exact answer.
 * @param {Hit} hit
 * @param {string} query
 * @param {string} [label]
 */
export function hitItem(hit, query, label = "") {
  const article = element("article", { class: label ? "kb-hit kb-hit--answer" : "kb-hit", "data-kb": "search-result" });
  if (label) article.append(element("p", { class: "kb-hit__label" }, label));
  article.append(
    element("h2", {}, element("a", { href: hitHref(hit) }, marked(hit.title, matchRanges(hit.title, query)))),
    element("p", { class: "kb-hit__trail" }, hitTrail(hit)),
  );
  const text = [hit.passageTitle, hit.extract].filter(Boolean).join(": ");
  if (text) article.append(element("p", { class: "kb-hit__extract" }, marked(text, matchRanges(text, query))));
  return element("li", {}, article);
}

/** @param {HTMLElement[]} items */
export function hitList(items) {
  return element("ol", { class: "kb-hits" }, ...items);
}

/** @param {string} text */
export function notice(text) {
  return element("p", { class: "kb-note" }, text);
}

/** @param {string} query */
export function didYouMean(query) {
  return element(
    "p",
    { class: "kb-spelling" },
    element("a", { href: searchHref(query), "data-query": query }, t("js.ui.did_you_mean", { query })),
  );
}
