// SPDX-License-Identifier: MIT
// Makes the options under a search box: an answer, articles, and links to other pages.

import { matchRanges } from "./highlight.js";
import { element, marked } from "./nodes.js";
import { data, href, searchHref, t } from "./page-data.js";
import { shown } from "./pasted-text.js";

/** @typedef {import("./search-client.js").Hit} Hit */
/** @typedef {import("./search-client.js").Answer} Answer */

/**
 * Return the address of a hit, its best passage included.
 * @param {Hit} hit
 */
export function hitHref(hit) {
  return href(hit.url) + (hit.passage ? `#${encodeURIComponent(hit.passage)}` : "");
}

/**
 * Return trail and kind in one line.
 * @param {Hit} hit
 */
export function hitTrail(hit) {
  const kind = data.strings[`kind.${hit.kind}`];
  return [hit.trail.join(" › "), kind].filter(Boolean).join(" · ");
}

const LESS_LIKELY = "kb-option--less";

/**
 * Tell whether a hit belongs to the group “less likely”.
 * @param {Hit} hit
 */
export const isLess = ({ likely }) => likely === false;

/** @typedef {Answer & { suggestion: string }} Suggesting */

/**
 * Tell whether to offer the suggested spelling: only one that finds something.
 * @param {Answer} answer
 * @returns {answer is Suggesting}
 */
export function helps(answer) {
  const { suggestion, suggested = 1 } = answer;
  return Boolean(suggestion) && suggested > 0;
}

/** @param {Suggesting} answer */
export function spelling({ suggestion, suggested = 1 }) {
  return t("js.ui.did_you_mean", { query: suggestion, count: suggested });
}

export const STEP_MARK = "\u2023 ";

/**
 * Return the text of a passage as elements, line by line; numbered steps become a list. Text nodes
 * only.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function lines(text) {
  /** @type {HTMLElement[]} */
  const made = [];
  for (const line of text.split("\n")) {
    if (!line.startsWith(STEP_MARK)) {
      made.push(element("p", {}, line));
      continue;
    }
    if (made.at(-1)?.tagName !== "OL") made.push(element("ol"));
    made.at(-1)?.append(element("li", {}, line.slice(STEP_MARK.length)));
  }
  return made;
}

/**
 * Make an option that is a link: focus stays in the box, and the pointer may open it in a new tab.
 * @param {string} className
 * @param {string} url
 * @param {...(string | Node)} children
 */
function option(className, url, ...children) {
  return element(
    "a",
    {
      class: `kb-option ${className}`,
      role: "option",
      tabindex: "-1",
      "aria-selected": "false",
      href: url,
    },
    ...children,
  );
}

/**
 * Return the heading that matches, to which the option leads.
 * @param {Hit} hit
 * @param {string} query
 */
function passageOf({ passage, passageTitle }, query) {
  if (!passage || !passageTitle) return [];
  const text = marked(passageTitle, matchRanges(passageTitle, query));
  return [element("span", { class: "kb-option__passage" }, text)];
}

/** @param {Hit} hit @param {string} query */
function hitOption(hit, query) {
  const made = option(
    isLess(hit) ? LESS_LIKELY : "",
    hitHref(hit),
    element(
      "span",
      { class: "kb-option__title" },
      marked(hit.title, matchRanges(hit.title, query)),
    ),
    element("span", { class: "kb-option__trail" }, hitTrail(hit)),
    ...passageOf(hit, query),
  );
  made.dataset.kb = "search-result";
  return made;
}

/** @param {Hit} hit @param {string} query */
function answerOption(hit, query) {
  const made = hitOption(hit, query);
  made.classList.add("kb-option--answer");
  made.prepend(element("span", { class: "kb-option__trail" }, t("js.ui.answer")));
  if (hit.extract)
    made.append(element("div", { class: "kb-option__extract" }, ...lines(hit.extract)));
  return made;
}

/**
 * Return all options for an answer, in order.
 * @param {Answer} answer
 * @param {string} query
 * @returns {HTMLElement[]}
 */
export function options(answer, query) {
  const best = answer.answer;
  const others = answer.hits.filter((hit) => !best || hit.id !== best.id);
  const made = [];
  if (helps(answer)) {
    made.push(option("kb-option--plain", searchHref(answer.suggestion), spelling(answer)));
    made[0].dataset.query = answer.suggestion;
  }
  if (best) made.push(answerOption(best, query));
  made.push(...others.map((hit) => hitOption(hit, query)));
  if (answer.hits.length || best) {
    made.push(
      option(
        "kb-option--plain kb-option--all",
        searchHref(query),
        t("js.ui.all", { query: shown(query) }),
      ),
    );
  } else {
    made.push(option("kb-option--plain", href(data.contact), t("js.ui.contact")));
  }
  return made;
}

/**
 * Return options as the children of the list: those that are less likely in a group with a heading.
 * @param {HTMLElement[]} options
 * @returns {HTMLElement[]}
 */
export function grouped(options) {
  const less = options.filter((each) => each.classList.contains(LESS_LIKELY));
  const first = options.indexOf(less[0]);
  if (first < 0) return options;
  const heading = element(
    "p",
    { class: "kb-suggest__group", id: "kb-less" },
    t("js.ui.less_likely"),
  );
  heading.setAttribute("role", "presentation");
  const group = element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...less);
  return [...options.slice(0, first), group, ...options.slice(first + less.length)];
}

/**
 * Make the only option shown when search failed: ask the same question again.
 * @param {string} query
 */
export function retryOption(query) {
  const made = option("kb-option--plain", searchHref(query), t("js.ui.retry"));
  made.dataset.query = query;
  return made;
}

/** @param {HTMLElement} option */
const hrefOf = (option) => option.getAttribute("href") ?? "";

/**
 * Replace old options by new ones: an article that is still in the answer keeps its element,
 * so that nothing flickers and the option chosen by arrow keys stays chosen.
 * @param {HTMLElement[]} before
 * @param {HTMLElement[]} now
 * @returns {HTMLElement[]}
 */
export function refined(before, now) {
  /** @param {HTMLElement} each */
  const key = (each) => each.dataset.kb && hrefOf(each).split("#")[0] + each.className;
  const old = new Map(before.map((each) => [key(each), each]));
  return now.map((each, index) => {
    const kept = (key(each) && old.get(key(each))) || each;
    old.delete(key(each));
    if (kept !== each) {
      kept.setAttribute("href", hrefOf(each));
      kept.replaceChildren(...each.childNodes);
    }
    kept.id = `kb-option-${index}`;
    return kept;
  });
}
