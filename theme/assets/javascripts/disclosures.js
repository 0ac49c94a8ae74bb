// SPDX-License-Identifier: MIT
// Native `<details>`, helped: menus close like menus, an address opens the answer it names, paper shows everything.

/** @param {HTMLDetailsElement} menu */
function helpMenu(menu) {
  const close = () => menu.removeAttribute("open");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(/** @type {Node} */ (relatedTarget))) close();
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
    // A broken escape: the id is used as it stands.
  }
  const target = id && document.getElementById(id);
  if (!target) return;
  let changed = false;
  for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) {
    changed ||= !at.open;
    at.open = true;
  }
  if (changed) target.scrollIntoView();
}

/** Open all answers for paper, and close again those that were closed. */
function helpPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
}

export function startDisclosures() {
  document.querySelectorAll("[data-js=popup]").forEach(helpMenu);
  addEventListener("hashchange", openTarget);
  openTarget();
  helpPrint();
}
