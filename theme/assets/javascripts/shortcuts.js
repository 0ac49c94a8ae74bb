// SPDX-License-Identifier: MIT
// Makes `/` and Ctrl-K go to search. The footer can switch `/` off (WCAG 2.1.4).

const KEY = "kb-slash";
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

function isSlashOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} isOn */
function setSlash(isOn) {
  try {
    localStorage.setItem(KEY, isOn ? "on" : "off");
  } catch {
    // Storage is forbidden: the switch lasts as long as the page.
  }
}

/**
 * Start the shortcuts.
 * @param {HTMLInputElement} input The page's first search box.
 */
export function startShortcuts(input) {
  let isSlash = isSlashOn();
  const announce = () =>
    input.setAttribute("aria-keyshortcuts", isSlash ? "/ Control+K" : "Control+K");
  const panel = /** @type {HTMLElement | null} */ (document.querySelector("[data-js=shortcuts]"));
  const box = /** @type {HTMLInputElement | null} */ (panel?.querySelector("[data-js=slash]"));
  if (panel && box) {
    panel.hidden = false;
    box.checked = isSlash;
    box.addEventListener("change", () => {
      isSlash = box.checked;
      setSlash(isSlash);
      announce();
    });
  }
  announce();
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const isK =
      (event.ctrlKey || event.metaKey) &&
      !event.altKey &&
      !event.shiftKey &&
      event.key.toLowerCase() === "k";
    const isBare = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isK && !(isBare && isSlash && !target.closest?.(TYPING))) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
