// SPDX-License-Identifier: MIT
// Orama with its stemmers and weights for titles; a query that finds nothing is asked again with one error allowed.

import { create, insertMultiple, load as restore, save, search } from "@orama/orama";
import { stemmer as russian } from "@orama/stemmers/russian";

/** @type {Record<string, object | undefined>} */
const tokenizers = {
  en: { language: "english", stemming: true },
  ru: { language: "russian", stemming: true, stemmer: russian },
  pl: undefined, // it has no stemmer
};

/** @param {string} lang */
const make = (lang) =>
  create({
    schema: {
      url: "string",
      title: "string",
      headings: "string",
      text: "string",
      excerpt: "string",
    },
    components: tokenizers[lang] ? { tokenizer: tokenizers[lang] } : {},
  });

/** @type {Build} */
export async function build(documents, lang) {
  const index = make(lang);
  await insertMultiple(
    index,
    documents.map(({ id, ...each }) => ({ id: String(id), ...each })),
    500,
  );
  return JSON.stringify(save(index));
}

/** @type {Load} */
export async function load(text, lang) {
  const index = make(lang);
  restore(index, JSON.parse(text));
  const options = { properties: ["title", "headings", "text"], boost: { title: 4, headings: 2 } };
  return async (term, limit) => {
    const first = await search(index, { term, limit, ...options, tolerance: 0 });
    const answer = first.count
      ? first
      : await search(index, { term, limit, ...options, tolerance: 1 });
    return answer.hits.map((/** @type {{ document: Result }} */ { document }) => document);
  };
}
