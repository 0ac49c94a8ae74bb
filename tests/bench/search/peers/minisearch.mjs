// SPDX-License-Identifier: MIT
// MiniSearch as VitePress sets it up: https://vitepress.dev/reference/default-theme-search

import MiniSearch from "minisearch";

const options = {
  fields: ["title", "headings", "text"],
  storeFields: ["url", "title", "excerpt"],
  searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, headings: 1 } },
};

/** @type {Build} */
export async function build(documents) {
  const index = new MiniSearch(options);
  index.addAll(documents);
  return JSON.stringify(index);
}

/** @type {Load} */
export async function load(text) {
  const index = MiniSearch.loadJSON(text, options);
  return async (query, limit) => index.search(query).slice(0, limit);
}
