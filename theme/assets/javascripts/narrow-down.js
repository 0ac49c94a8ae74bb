// SPDX-License-Identifier: MIT
// Narrows the list of a long category or section down to the articles that have the typed words.

import { find, need } from "./nodes.js";

/** @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Show only the articles that have every word, and only groups that have such an article.
 * @param {string} typed
 */
function narrow(typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  let count = 0;
  /** @type {NodeListOf<HTMLElement>} */
  const groups = document.querySelectorAll(".kb-shelf");
  for (const group of groups) {
    let shown = 0;
    /** @type {NodeListOf<HTMLElement>} */
    const items = group.querySelectorAll(".kb-links__item");
    for (const item of items) {
      const text = folded(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    group.hidden = shown === 0;
    count += shown;
  }
  return count;
}

/** Start the box, if the page has one. */
export function startNarrowDown() {
  const box = find("[data-js=narrow-down]", HTMLElement);
  if (!box) return;
  const input = need("input", HTMLInputElement, box);
  const status = need("[role=status]", HTMLElement, box);
  const none = need("[data-js=narrowed-to-none]", HTMLElement);
  const update = () => {
    const count = narrow(input.value);
    none.hidden = count > 0;
    status.textContent = count ? String(count) : none.textContent;
  };
  input.addEventListener("input", update);
  if (input.value) update();
}
