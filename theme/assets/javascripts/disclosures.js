// SPDX-License-Identifier: MIT
// Extends native `<details>`: menus close like menus, an address opens the answer that it names,
// and printed pages show every answer.

import { find } from "./nodes.js";

/**
 * Close a menu on Escape, on a click elsewhere or on one of its links, and when focus leaves it.
 * @param {HTMLDetailsElement} menu
 */
function helpMenu(menu) {
  const close = () => menu.removeAttribute("open");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    close();
    find("summary", HTMLElement, menu)?.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(/** @type {Node} */ (relatedTarget))) close();
  });
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) close();
  });
}

/** Open every disclosure around the element that the address names, then show it. */
function openTarget() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // A broken escape: use the id as it is.
  }
  const target = id && document.getElementById(id);
  if (!target) return;
  let changed = false;
  let details = target.closest("details");
  while (details) {
    changed ||= !details.open;
    details.open = true;
    details = details.parentElement?.closest("details") ?? null;
  }
  if (changed) target.scrollIntoView();
}

/** Open all answers before printing, and afterwards close those that were closed. */
function helpPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const closed = document.querySelectorAll("article details:not([open])");
    opened = [...closed];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
}

/** Start all three. */
export function startDisclosures() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const menus = document.querySelectorAll("details[data-js=popup]");
  menus.forEach(helpMenu);
  addEventListener("hashchange", openTarget);
  openTarget();
  helpPrint();
}
