// SPDX-License-Identifier: MIT
// Makes the elements that the results page shows.

import { matchRanges } from "./highlight.js";
import { element, marked } from "./nodes.js";
import { href, searchHref, t } from "./page-data.js";
import { hitHref, hitTrail, lines, STEP_MARK, spelling } from "./suggestions.js";

/** @typedef {import("./search-client.js").Hit} Hit */

/**
 * Make a hit with trail, title and extract; with a label, the card of an exact answer.
 * @param {Hit} hit
 * @param {string} query
 * @param {string} [label]
 */
export function hitItem(hit, query, label = "") {
  const article = element("article", {
    class: label ? "kb-hit kb-hit--answer" : "kb-hit",
    "data-kb": "search-result",
  });
  if (label) article.append(element("p", { class: "kb-hit__label" }, label));
  article.append(
    element(
      "h2",
      {},
      element("a", { href: hitHref(hit) }, marked(hit.title, matchRanges(hit.title, query))),
    ),
    element("p", { class: "kb-hit__trail" }, hitTrail(hit)),
  );
  article.append(...(label ? answerText(hit) : extract(hit, query)), ...passageLinks(hit, query));
  return element("li", {}, article);
}

/** @param {Hit} hit */
function answerText(hit) {
  const title = hit.passageTitle
    ? [element("p", { class: "kb-hit__passage" }, hit.passageTitle)]
    : [];
  return hit.extract
    ? [...title, element("div", { class: "kb-hit__extract" }, ...lines(hit.extract))]
    : title;
}

/** @param {Hit} hit @param {string} query */
function extract(hit, query) {
  const flat = hit.extract.replaceAll(STEP_MARK, "").replaceAll("\n", " ");
  const text = [hit.passageTitle, flat].filter(Boolean).join(t("colon"));
  return text
    ? [element("p", { class: "kb-hit__extract" }, marked(text, matchRanges(text, query)))]
    : [];
}

/**
 * Return the list of links to the other passages of the article that match.
 * @param {Hit} hit
 * @param {string} query
 */
function passageLinks(hit, query) {
  const links = (hit.passages ?? []).map(([anchor, title]) =>
    element(
      "li",
      {},
      element(
        "a",
        { href: `${href(hit.url)}#${encodeURIComponent(anchor)}` },
        marked(title, matchRanges(title, query)),
      ),
    ),
  );
  return links.length ? [element("ul", { class: "kb-hit__passages" }, ...links)] : [];
}

/** @param {HTMLElement[]} items */
export function hitList(items) {
  return element("ol", { class: "kb-hits" }, ...items);
}

/**
 * Return the group of articles that probably do not answer.
 * @param {HTMLElement[]} items
 */
export function lessLikely(items) {
  const heading = element("h2", { class: "kb-hits__less", id: "kb-less" }, t("js.ui.less_likely"));
  return element("section", { "aria-labelledby": heading.id }, heading, hitList(items));
}

/** @param {string} text */
export function notice(text) {
  return element("p", { class: "kb-note" }, text);
}

/** @param {import("./suggestions.js").Suggesting} answer */
export function didYouMean(answer) {
  const query = answer.suggestion;
  return element(
    "p",
    { class: "kb-spelling" },
    element("a", { href: searchHref(query), "data-query": query }, spelling(answer)),
  );
}

/** @param {string} query */
export function retry(query) {
  return element(
    "button",
    { type: "button", class: "kb-button", "data-query": query },
    t("js.ui.retry"),
  );
}
