// SPDX-License-Identifier: MIT
// A page's search with Pagefind: its own script, the texts of the results that are shown.

/** @type {ReturnType<typeof start> | undefined} */
let starting;

async function start() {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  return pagefind;
}

globalThis.find = async (query, limit = 6) => {
  starting ??= start();
  const pagefind = await starting;
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(
    results.slice(0, limit).map((/** @type {{ data(): Promise<any> }} */ result) => result.data()),
  );
  return shown.map(({ url, meta, excerpt }) => ({
    url: url.replace(/^\//, ""),
    title: meta.title,
    excerpt,
  }));
};
