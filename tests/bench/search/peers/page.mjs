// SPDX-License-Identifier: MIT
// A page's search with an index in one file: nothing is loaded before the first question; six results are shown.
// ENGINE is replaced when the page is bundled.

const lang = document.documentElement.lang;
/** @type {ReturnType<typeof start> | undefined} */
let starting;

async function start() {
  const [{ load }, text] = await Promise.all([
    import("./ENGINE.mjs"),
    fetch("index.json").then((response) => response.text()),
  ]);
  return load(text, lang);
}

globalThis.find = async (query, limit = 6) => {
  starting ??= start();
  return (await starting)(query, limit);
};
