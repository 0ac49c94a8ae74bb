// SPDX-License-Identifier: MIT
// The chips over the results: kind and topic, with how many results each leaves.

import { element } from "./nodes.js";
import { data, t } from "./page-data.js";

/** @typedef {import("./search-client.js").Hit} Hit */
/** @typedef {{ kind: string, topic: string }} Chosen */

/** @type {Record<keyof Chosen, (hit: Hit) => string>} */
const VALUES = { kind: (hit) => hit.kind, topic: (hit) => hit.trail[0] ?? "" };

/**
 * @param {Hit} hit
 * @param {Chosen} chosen
 */
export function isShown(hit, chosen) {
  return Object.entries(VALUES).every(
    ([name, value]) => !chosen[name] || chosen[name] === value(hit),
  );
}

/** How many hits have each value, the other filter applied; commonest first, then by name. */
function counts(name, hits, chosen) {
  const found = new Map();
  for (const hit of hits) {
    const value = VALUES[name](hit);
    if (!value || !isShown(hit, { ...chosen, [name]: "" })) continue;
    found.set(value, (found.get(value) ?? 0) + 1);
  }
  return [...found].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

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

function filter(name, hits, chosen) {
  const values = counts(name, hits, chosen);
  if (values.length < 2 && !chosen[name]) return [];
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

/**
 * The filters that can change something.
 * @param {Hit[]} hits
 * @param {Chosen} chosen
 * @returns {HTMLElement[]}
 */
export function filters(hits, chosen) {
  return [...filter("kind", hits, chosen), ...filter("topic", hits, chosen)];
}
