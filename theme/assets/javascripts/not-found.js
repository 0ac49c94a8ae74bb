// SPDX-License-Identifier: MIT
// The 404 page: fills the search box with the words of the address and lists the nearest pages.

import { element } from "./nodes.js";
import { href } from "./page-data.js";
import { hitHref, hitTrail } from "./suggestions.js";

const NEAREST = 5;

/**
 * The words of an address: `/billing/get-a-refund.html` → `billing get a refund`.
 * @param {string} path Path of the address.
 * @param {string} home Path of the language's home page.
 */
export function wordsOf(path, home) {
  const own = path.startsWith(home) ? path.slice(home.length) : path;
  let text = own;
  try {
    text = decodeURIComponent(own);
  } catch {
    // A broken escape: the address is used as it stands.
  }
  return text
    .replace(/\.\w{2,5}$/, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word && word !== "index")
    .join(" ")
    .slice(0, 100);
}

/**
 * @param {HTMLInputElement} input
 * @param {import("./search-client.js").SearchClient} client
 */
export async function startNotFound(input, client) {
  const query = wordsOf(location.pathname, new URL(href("")).pathname);
  const place = document.querySelector("[data-js=nearest]");
  if (!query || input.value || !place) return;
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
  place.querySelector("ul").replaceChildren(...items);
  place.hidden = false;
}
