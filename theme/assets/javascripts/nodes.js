// SPDX-License-Identifier: MIT
// Elements out of plain text. The one way this theme makes HTML: no string ever becomes markup.

/**
 * @param {string} name
 * @param {Record<string, string | null>} [attributes] A null attribute is left out.
 * @param {...(string | Node)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/**
 * Text with the ranges in `<mark>`.
 * @param {string} text
 * @param {[number, number][]} ranges Ordered, apart from each other.
 * @returns {DocumentFragment}
 */
export function marked(text, ranges) {
  const fragment = document.createDocumentFragment();
  let place = 0;
  for (const [start, end] of ranges) {
    fragment.append(text.slice(place, start), element("mark", {}, text.slice(start, end)));
    place = end;
  }
  fragment.append(text.slice(place));
  return fragment;
}
