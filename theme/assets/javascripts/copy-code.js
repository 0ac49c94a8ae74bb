// SPDX-License-Identifier: MIT
// Adds a copy button to every block of code or messages.

import { element } from "./nodes.js";
import { t } from "./page-data.js";

export const BACK_AFTER = 2500;

/**
 * Return the element around a block that holds the button; make it if there is none.
 * @param {HTMLElement} block
 */
function frameOf(block) {
  const parent = block.parentElement;
  if (parent?.classList.contains("highlight")) return parent;
  const frame = element("div", { class: "highlight" });
  block.replaceWith(frame);
  frame.append(block);
  return frame;
}

/**
 * Add the copy button to a block.
 * @param {HTMLElement} block
 * @param {HTMLElement} status Spoken when something was copied.
 */
function addButton(block, status) {
  const button = element("button", { type: "button", class: "kb-copy" }, t("js.ui.copy"));
  button.addEventListener("click", async () => {
    const done = await copy(block.textContent.replace(/\n$/, ""));
    status.textContent = t(done ? "js.ui.copied" : "js.ui.copy_failed");
    button.textContent = t(done ? "js.ui.copied" : "js.ui.copy");
    setTimeout(() => (button.textContent = t("js.ui.copy")), BACK_AFTER);
  });
  frameOf(block).append(button);
}

/**
 * Copy a text; return false when the browser refuses.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Add a button to every block of code of the article. */
export function startCopy() {
  const article = document.querySelector("[data-kb=article]");
  const blocks = article?.querySelectorAll("pre") ?? [];
  if (!article || blocks.length === 0) return;
  const status = element("p", { class: "kb-sr", role: "status" });
  article.append(status);
  for (const block of blocks) addButton(block, status);
}
