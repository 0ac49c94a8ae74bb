// SPDX-License-Identifier: MIT
// Finds elements of the page, and makes elements out of plain text. This is the only way the theme
// makes HTML: no string ever becomes markup.

/**
 * Return the first element that matches a selector, or null if it is not of this class.
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} type
 * @param {ParentNode} [root] Where to look.
 * @returns {E | null}
 */
export function find(selector, type, root = document) {
  const match = root.querySelector(selector);
  return match instanceof type ? match : null;
}

/**
 * Return the first element that matches a selector; throw if it is not of this class.
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} type
 * @param {ParentNode} [root] Where to look.
 * @returns {E}
 */
export function need(selector, type, root = document) {
  const match = find(selector, type, root);
  if (!match) throw new Error(`the page has no ${type.name} for ${selector}`);
  return match;
}

/**
 * Return the closest element around the target of an event that matches a selector, or null.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function around({ target }, selector) {
  const match = target instanceof Element ? target.closest(selector) : null;
  return match instanceof HTMLElement ? match : null;
}

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | null>} [attributes] A null attribute is left out.
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[Name]}
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
 * Return the text with the ranges in `<mark>`.
 * @param {string} text
 * @param {[number, number][]} ranges Ordered, apart from each other.
 * @returns {DocumentFragment}
 */
export function marked(text, ranges) {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const [start, end] of ranges) {
    fragment.append(text.slice(position, start), element("mark", {}, text.slice(start, end)));
    position = end;
  }
  fragment.append(text.slice(position));
  return fragment;
}
