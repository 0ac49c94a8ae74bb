// SPDX-License-Identifier: MIT
// Stores the color scheme that a reader chooses in the footer. The choice works without scripts, for
// as long as the page is open.

import { find } from "./nodes.js";

/** @type {Record<string, string>} Names that stylesheets written for Material know. */
const NAMES = { light: "default", dark: "slate" };

/** @param {string} value */
function choose(value) {
  const root = document.documentElement;
  if (NAMES[value]) root.dataset.mdColorScheme = NAMES[value];
  else delete root.dataset.mdColorScheme;
  try {
    if (NAMES[value]) localStorage.setItem("kb-scheme", NAMES[value]);
    else localStorage.removeItem("kb-scheme");
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}

/** Show the stored choice, and store the next one. */
export function startScheme() {
  const place = find("[data-js=scheme]", HTMLElement);
  if (!place) return;
  const stored = document.documentElement.dataset.mdColorScheme;
  for (const [value, name] of Object.entries(NAMES)) {
    const radio = find(`[value=${value}]`, HTMLInputElement, place);
    if (radio && name === stored) radio.checked = true;
  }
  place.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) choose(target.value);
  });
}
