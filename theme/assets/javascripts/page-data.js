// SPDX-License-Identifier: MIT
// Reads the page's data for scripts from the JSON block in its head: addresses and interface
// strings.

import { need } from "./nodes.js";
import { addressOf } from "./pasted-text.js";

/**
 * @typedef {object} PageData
 * @property {string} base Prefix of root-relative URLs on this page.
 * @property {string} lang
 * @property {string} worker
 * @property {string} entry
 * @property {string} search
 * @property {string} contact
 * @property {Record<string, string>} strings
 */

/** @type {PageData} */
export const data = JSON.parse(need("#kb-data", HTMLElement).textContent);

const plurals = new Intl.PluralRules(data.strings.lang);

/**
 * Make a root-relative URL absolute.
 * @param {string} url
 */
export function href(url) {
  return new URL(data.base + url, document.baseURI).href;
}

/**
 * Return the address of the results page for a question.
 * @param {string} query
 */
export function searchHref(query) {
  return href(data.search) + addressOf(query);
}

/**
 * Return an interface string with its `{name}`s filled in; with `count` among the values, in the
 * right plural form.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const { strings } = data;
  const text =
    "count" in values
      ? (strings[`${key}.${plurals.select(Number(values.count))}`] ?? strings[`${key}.other`])
      : strings[key];
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}
