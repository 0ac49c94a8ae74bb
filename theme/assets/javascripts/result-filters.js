// SPDX-License-Identifier: MIT
// Makes the filters above the results: kind and topic, with the number of results of each value.

import { element } from "./nodes.js";
import { data, t } from "./page-data.js";

/** @typedef {import("./search-client.js").Hit} Hit */
/** @typedef {{ kind: string, topic: string }} Chosen */

/** @typedef {keyof Chosen} FilterName */

/** @type {FilterName[]} */
const NAMES = ["kind", "topic"];
/** @type {Record<FilterName, (hit: Hit) => string>} */
const VALUES = { kind: (hit) => hit.kind, topic: (hit) => hit.trail[0] ?? "" };

/**
 * Tell whether a hit passes the chosen filters.
 * @param {Hit} hit
 * @param {Chosen} chosen
 */
export function isShown(hit, chosen) {
  return NAMES.every((name) => !chosen[name] || chosen[name] === VALUES[name](hit));
}

/**
 * Count the hits of each value with the other filter applied; most hits first, then by name.
 * @param {FilterName} name
 * @param {Hit[]} hits
 * @param {Chosen} chosen
 * @returns {[value: string, count: number][]}
 */
function counts(name, hits, chosen) {
  /** @type {Map<string, number>} */
  const totals = new Map();
  for (const hit of hits) {
    const value = VALUES[name](hit);
    if (!value || !isShown(hit, { ...chosen, [name]: "" })) continue;
    totals.set(value, (totals.get(value) ?? 0) + 1);
  }
  return [...totals].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/**
 * Make the button of one value.
 * @param {FilterName} name
 * @param {string} value Empty for "any".
 * @param {string} label
 * @param {boolean} isPressed
 */
function chip(name, value, label, isPressed) {
  const attributes = {
    type: "button",
    class: "kb-chip",
    "aria-pressed": String(isPressed),
    "data-filter": name,
    "data-value": value,
  };
  return element("button", attributes, label);
}

/**
 * Make the buttons of a filter, or none when there is nothing to choose.
 * @param {FilterName} name
 * @param {Hit[]} hits
 * @param {Chosen} chosen
 */
function filter(name, hits, chosen) {
  const values = counts(name, hits, chosen);
  if (values.length < 2 && !chosen[name]) return [];
  /** @param {string} value */
  const word = (value) => (name === "kind" ? (data.strings[`kind.${value}`] ?? value) : value);
  return [
    element(
      "fieldset",
      { class: "kb-filter" },
      element("legend", {}, t(`js.page.${name}`)),
      chip(name, "", t("js.page.any"), !chosen[name]),
      ...values.map(([value, count]) =>
        chip(name, value, `${word(value)} (${count})`, chosen[name] === value),
      ),
    ),
  ];
}

const MIN_HITS = 10;

/**
 * Return the filters that leave something to choose, behind a button; none for a list that is short
 * anyway.
 * @param {Hit[]} hits
 * @param {Chosen} chosen
 * @param {boolean} isOpen Whether they are shown at once.
 * @returns {HTMLElement[]}
 */
export function filters(hits, chosen, isOpen) {
  const isChosen = NAMES.some((name) => chosen[name]);
  const made = NAMES.flatMap((name) => filter(name, hits, chosen));
  if (!made.length || (hits.length < MIN_HITS && !isChosen)) return [];
  return [
    element(
      "details",
      { class: "kb-filters", open: isOpen || isChosen ? "" : null },
      element("summary", { class: "kb-chip" }, t("js.page.filters")),
      ...made,
    ),
  ];
}
