// SPDX-License-Identifier: MIT
// FlexSearch, a document index: beginnings of words, its balanced Latin encoder, suggestions for words it does not have.
// It ranks within a field only: fields are read in the order of their weight, each article once.

import FlexSearch from "flexsearch";

const FIELDS = ["title", "headings", "text"];

/** @param {string} lang */
const create = (lang) =>
  new FlexSearch.Document({
    tokenize: "forward",
    encoder: lang === "en" ? FlexSearch.Charset.LatinBalance : FlexSearch.Charset.Normalize,
    document: { id: "id", index: FIELDS, store: ["url", "title", "excerpt"] },
  });

/** @type {Build} */
export async function build(documents, lang) {
  const index = create(lang);
  for (const each of documents) index.add(each);
  /** @type {Record<string, unknown>} */
  const parts = {};
  await index.export((/** @type {string} */ name, /** @type {unknown} */ value) => {
    if (value !== undefined) parts[name] = value;
  });
  return JSON.stringify(parts);
}

/** @type {Load} */
export async function load(text, lang) {
  const index = create(lang);
  for (const [name, value] of Object.entries(JSON.parse(text))) index.import(name, value);
  return async (query, limit) => {
    const fields = index.search(query, { limit, suggest: true, enrich: true });
    const found = new Map();
    for (const name of FIELDS) {
      for (const { id, doc } of fields.find(
        (/** @type {{ field: string }} */ each) => each.field === name,
      )?.result ?? []) {
        if (!found.has(id)) found.set(id, doc);
      }
    }
    return [...found.values()].slice(0, limit);
  };
}
