// SPDX-License-Identifier: MIT
// The options under a search box, as nodes: an answer, articles, and where else to go.

import { matchRanges } from "./highlight.js";
import { element, marked } from "./nodes.js";
import { data, href, searchHref, t } from "./page-data.js";

/** @typedef {import("./search-client.js").Hit} Hit */
/** @typedef {import("./search-client.js").Answer} Answer */

/**
 * The address of a hit, its best passage included.
 * @param {Hit} hit
 */
export function hitHref(hit) {
  return href(hit.url) + (hit.passage ? `#${encodeURIComponent(hit.passage)}` : "");
}

/**
 * Trail and kind in one line.
 * @param {Hit} hit
 */
export function hitTrail(hit) {
  const kind = data.strings[`kind.${hit.kind}`];
  return [hit.trail.join(" › "), kind].filter(Boolean).join(" · ");
}

/** A link that is an option: focus stays in the box, the pointer may still open it in a new tab. */
function option(className, url, ...children) {
  return element("a", { class: `kb-option ${className}`, role: "option", tabindex: "-1", "aria-selected": "false", href: url }, ...children);
}

/** @param {Hit} hit @param {string} query */
function hitOption(hit, query) {
  const made = option(
    "",
    hitHref(hit),
    element("span", { class: "kb-option__title" }, marked(hit.title, matchRanges(hit.title, query))),
    element("span", { class: "kb-option__trail" }, hitTrail(hit)),
  );
  made.dataset.kb = "search-result";
  return made;
}

/** @param {Hit} hit @param {string} query */
function answerOption(hit, query) {
  const made = hitOption(hit, query);
  made.classList.add("kb-option--answer");
  made.prepend(element("span", { class: "kb-option__trail" }, t("js.ui.answer")));
  if (hit.extract) made.append(element("span", { class: "kb-option__extract" }, hit.extract));
  return made;
}

/**
 * All options for an answer, in order.
 * @param {Answer} answer
 * @param {string} query
 * @returns {HTMLElement[]}
 */
export function options(answer, query) {
  const best = answer.answer;
  const others = answer.hits.filter((hit) => !best || hit.id !== best.id);
  const made = [];
  if (answer.suggestion) {
    made.push(option("kb-option--plain", searchHref(answer.suggestion), t("js.ui.did_you_mean", { query: answer.suggestion })));
    made[0].dataset.query = answer.suggestion;
  }
  if (best) made.push(answerOption(best, query));
  made.push(...others.map((hit) => hitOption(hit, query)));
  if (answer.hits.length || best) {
    made.push(option("kb-option--plain kb-option--all", searchHref(query), t("js.ui.all", { query })));
  } else {
    made.push(option("kb-option--plain", href(data.contact), t("js.ui.contact")));
  }
  made.forEach((each, place) => (each.id = `kb-option-${place}`));
  return made;
}
