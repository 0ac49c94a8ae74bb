// SPDX-License-Identifier: MIT
// Makes the buttons work that switch between light and dark, and stores the choice.

/** @type {{ light: "default", dark: "slate" }} */
const NAMES = { light: "default", dark: "slate" };

/**
 * Return the scheme in use: the reader's choice, or the system's setting.
 * @returns {"default" | "slate"}
 */
function current() {
  const chosen = document.documentElement.dataset.mdColorScheme;
  if (chosen === NAMES.light || chosen === NAMES.dark) return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? NAMES.dark : NAMES.light;
}

/** @param {"default" | "slate"} scheme */
function choose(scheme) {
  document.documentElement.dataset.mdColorScheme = scheme;
  try {
    localStorage.setItem("kb-scheme", scheme);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}

/** Show the toggles of the page and make them work; `aria-pressed` is true for dark. */
export function startScheme() {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = document.querySelectorAll("[data-js=scheme]");
  const show = () => {
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(current() === NAMES.dark));
  };
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      choose(current() === NAMES.dark ? NAMES.light : NAMES.dark);
      show();
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}
