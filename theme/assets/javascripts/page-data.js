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

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

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
 * Return the plural form of a count. Browsers do not know every language that Python knows.
 * @param {string} lang
 * @param {number} count
 */
function pluralForm(lang, count) {
  const known = rules.get(lang) ?? new Intl.PluralRules([lang, "en"]);
  rules.set(lang, known);
  return known.select(count);
}

/**
 * Return a value as the language writes it: numbers with its separators, and names in a language
 * that is written from the right between marks that keep them together.
 * @param {string | number} value
 * @param {string} lang
 */
function written(value, lang) {
  if (typeof value === "number")
    return new Intl.NumberFormat([lang, "en"], { numberingSystem: "latn" }).format(value);
  return document.documentElement.dir === "rtl" ? `\u2068${value}\u2069` : value;
}

/**
 * Return an interface string with its `{name}`s filled in; with `count` among the values, in the
 * right plural form. A string that is not translated has the language of `<key>@lang`.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const { strings } = data;
  const lang = strings[`${key}@lang`] ?? strings.lang;
  const text =
    "count" in values
      ? (strings[`${key}.${pluralForm(lang, Number(values.count))}`] ?? strings[`${key}.other`])
      : strings[key];
  return text.replace(/\{(\w+)\}/g, (placeholder, name) =>
    name in values ? written(values[name], lang) : placeholder,
  );
}
