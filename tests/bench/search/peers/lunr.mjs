// SPDX-License-Identifier: MIT
// lunr with its stemmers, each word also as a beginning and with one error, as its guide proposes for search boxes.

import lunr from "lunr";
import polish from "lunr-languages/lunr.pl.js";
import russian from "lunr-languages/lunr.ru.js";
import support from "lunr-languages/lunr.stemmer.support.js";

for (const extend of [support, polish, russian]) extend(lunr);

/** @type {Build} */
export async function build(documents, lang) {
  /** @this {any} lunr's builder */
  function describe() {
    if (lang !== "en") this.use(lunr[lang]);
    this.ref("id");
    this.field("title", { boost: 10 });
    this.field("headings", { boost: 3 });
    this.field("text");
    for (const each of documents) this.add(each);
  }
  const index = lunr(describe);
  const shown = documents.map(({ url, title, excerpt }) => ({ url, title, excerpt }));
  return JSON.stringify({ index, shown });
}

/** @type {Load} */
export async function load(text) {
  const { index: saved, shown } = JSON.parse(text);
  const index = lunr.Index.load(saved);
  /** @type {(query: string) => { ref: number }[]} */
  const ask = (query) =>
    index.query((/** @type {{ term: Function }} */ asked) => {
      for (const term of lunr.tokenizer(query)) {
        const word = term.toString();
        asked.term(word, { boost: 100 });
        asked.term(word, { boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
        if (word.length > 3) asked.term(word, { usePipeline: false, editDistance: 1 });
      }
    });
  return async (query, limit) =>
    ask(query)
      .slice(0, limit)
      .map(({ ref }) => shown[ref]);
}
