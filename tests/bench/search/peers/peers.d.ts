// SPDX-License-Identifier: MIT
// What every peer's module exports, and what a page's search defines.

interface Result {
  url: string;
  title: string;
  excerpt: string;
}

interface Text extends Result {
  id: number;
  headings: string;
  text: string;
}

/** Return an index of texts, as one string. */
type Build = (documents: Text[], lang: string) => Promise<string>;
type Find = (query: string, limit?: number) => Promise<Result[]>;
/** Return a function that answers questions from an index. */
type Load = (index: string, lang: string) => Promise<Find>;

declare var find: Find;
declare var ask: (query: string) => Promise<{ count: number; ms: number }>;

// The packages are installed only where they are measured, so their types are not checked.
declare module "@orama/orama";
declare module "@orama/stemmers/russian";
declare module "flexsearch";
declare module "lunr";
declare module "lunr-languages/lunr.pl.js";
declare module "lunr-languages/lunr.ru.js";
declare module "lunr-languages/lunr.stemmer.support.js";
declare module "minisearch";
declare module "*/pagefind.js";
declare module "*/ENGINE.mjs" {
  export const load: Load;
}
