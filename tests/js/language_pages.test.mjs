// SPDX-License-Identifier: MIT
/** The language of a page in scripts: texts with counts and names, and 404 pages that go to their language. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SCRIPTS = new URL("../../theme/assets/javascripts/", import.meta.url);
const LANGUAGE_SCRIPT = readFileSync(new URL("not-found-language.js", SCRIPTS), "utf8");
const PAGES = { de: "/help/de/404.html", ar: "/help/ar/404.html" };

/**
 * Run the script of 404 pages at an address; return where it goes, and the address that it shows.
 * @param {string} address
 * @param {Record<string, string>} pages
 */
function arrive(address, pages = PAGES) {
  const location = new URL(address, "https://help.example");
  /** @type {string[]} */
  const visited = [];
  /** @type {string[]} */
  const shown = [];
  runInNewContext(LANGUAGE_SCRIPT, {
    URL,
    document: {
      baseURI: location.href,
      getElementById: () => ({ textContent: JSON.stringify({ root: "/help/", pages }) }),
    },
    location: {
      pathname: location.pathname,
      search: location.search,
      hash: location.hash,
      replace: (/** @type {URL} */ url) => visited.push(url.pathname + url.hash),
    },
    history: {
      replaceState: (
        /** @type {unknown} */ _state,
        /** @type {string} */ _title,
        /** @type {string} */ url,
      ) => {
        const target = new URL(url, location.href);
        if (target.origin !== location.origin) throw new Error("SecurityError");
        shown.push(target.pathname + target.search);
      },
    },
  });
  return { visited, shown };
}

test("an address in another language goes to the 404 page of the language", () => {
  assert.deepEqual(arrive("/help/de/old/page/?q=1"), {
    visited: ["/help/de/404.html#/help/de/old/page/?q=1"],
    shown: [],
  });
});

test("an address in the default language or outside the site stays", () => {
  for (const address of ["/help/old/", "/help/", "/de/old/", "/help/constructor/", "/help/german/"])
    assert.deepEqual(arrive(address), { visited: [], shown: [] }, address);
});

test("the 404 page of a language that is missing itself is no loop", () => {
  assert.deepEqual(arrive("/help/de/404.html").visited, []);
});

test("the 404 page of a language shows the address that was wrong", () => {
  const { visited, shown } = arrive("/help/de/404.html#/help/de/old/page/?q=1", {});
  assert.deepEqual([visited, shown], [[], ["/help/de/old/page/?q=1"]]);
});

test("an address of another site is not shown", () => {
  for (const address of ["//evil.example/", "/\\evil.example/"])
    assert.deepEqual(arrive(`/help/de/404.html#${address}`, {}), { visited: [], shown: [] });
});

/** @typedef {typeof import("../../theme/assets/javascripts/page-data.js")} PageData */

/**
 * Return the function that fills in interface strings, on a page in a language.
 * @param {Record<string, string>} strings
 * @param {string} [dir]
 * @returns {Promise<PageData["t"]>}
 */
async function translator(strings, dir = "ltr") {
  const page = { textContent: JSON.stringify({ base: "/", lang: strings.lang, strings }) };
  const HTMLElement = Object.defineProperty(() => {}, Symbol.hasInstance, {
    value: (/** @type {unknown} */ value) => value === page,
  });
  const document = { querySelector: () => page, documentElement: { dir }, baseURI: "https://a.b/" };
  Object.assign(globalThis, { document, HTMLElement });
  // A module is evaluated once for each address.
  const module = await import(`${SCRIPTS}page-data.js?${JSON.stringify([strings, dir])}`);
  return module.t;
}

test("a count has the plural form and the separators of the page's language", async () => {
  const polish = {
    "n.one": "{count} wynik",
    "n.few": "{count} wyniki",
    "n.many": "{count} wyników",
  };
  const t = await translator({ lang: "pl", ...polish, "n.other": "{count} wyniku" });
  assert.deepEqual(
    [1, 2, 5, 22].map((count) => t("n", { count })),
    ["1 wynik", "2 wyniki", "5 wyników", "22 wyniki"],
  );
  const german = await translator({ lang: "de", "n.other": "{count} Treffer" });
  assert.equal(german("n", { count: 12345 }), "12.345 Treffer");
  const persian = await translator({ lang: "fa", "n.other": "{count}" });
  assert.equal(persian("n", { count: 12 }), "12");
});

test("a text that is not translated has the plural forms of English", async () => {
  const strings = { lang: "ar", "n.one": "{count} hit", "n.other": "{count} hits", "n@lang": "en" };
  const t = await translator(strings);
  assert.deepEqual([t("n", { count: 1 }), t("n", { count: 2 })], ["1 hit", "2 hits"]);
});

test("a language that no browser knows counts like English", async () => {
  const t = await translator({ lang: "tlh", "n.one": "{count} hit", "n.other": "{count} hits" });
  assert.deepEqual([t("n", { count: 1 }), t("n", { count: 2 })], ["1 hit", "2 hits"]);
});

test("a name in a text from the right is kept together", async () => {
  const strings = { lang: "ar", none: "لا نتائج عن «{query}»" };
  const right = await translator(strings, "rtl");
  assert.equal(right("none", { query: "C++" }), "لا نتائج عن «\u2068C++\u2069»");
  const left = await translator({ lang: "en", none: "Nothing for “{query}”" });
  assert.equal(left("none", { query: "C++" }), "Nothing for “C++”");
  assert.equal(left("none", { other: "x" }), "Nothing for “{query}”");
});
