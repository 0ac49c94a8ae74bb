// SPDX-License-Identifier: MIT
// Fills the search box of the 404 page with the words of the address and lists the nearest pages.

import { element, find, need } from "./nodes.js";
import { data, href } from "./page-data.js";
import { hitHref, hitTrail } from "./suggestions.js";

const NEAREST = 3;

/**
 * Return the words of an address: `/billing/get-a-refund.html` → `billing get a refund`.
 * @param {string} path Path of the address.
 * @param {string} root Path of the site.
 * @param {string} lang Language of the page, whose code may begin the address.
 */
export function wordsOf(path, root, lang) {
  const below = path.startsWith(root) ? path.slice(root.length) : path;
  const relative = below.startsWith(`${lang}/`) ? below.slice(lang.length) : below;
  let text = relative;
  try {
    text = decodeURIComponent(relative);
  } catch {
    // A broken escape: use the address as it is.
  }
  return text
    .replace(/\.\w{2,5}$/, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word && word !== "index")
    .join(" ")
    .slice(0, 100);
}

/**
 * Fill the search box and list the nearest pages.
 * @param {HTMLInputElement} input
 * @param {import("./search-client.js").SearchClient} client
 */
export async function startNotFound(input, client) {
  const query = wordsOf(location.pathname, new URL(href("")).pathname, data.lang);
  const section = find("[data-js=nearest]", HTMLElement);
  if (!query || input.value || !section) return;
  input.value = query;
  const answer = await client.ask(query, NEAREST).catch(() => null);
  if (!answer?.hits.length) return;
  const items = answer.hits
    .slice(0, NEAREST)
    .map((hit) =>
      element(
        "li",
        { class: "kb-links__item" },
        element("a", { class: "kb-links__title", href: hitHref(hit) }, hit.title),
        element("p", { class: "kb-links__summary" }, hitTrail(hit)),
      ),
    );
  need("ul", HTMLElement, section).replaceChildren(...items);
  section.hidden = false;
}
