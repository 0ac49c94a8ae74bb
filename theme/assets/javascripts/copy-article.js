// SPDX-License-Identifier: MIT
// Makes the buttons below an article work: copy its address, or a reply with the short answer and the
// address, for people who answer customers.

import { BACK_AFTER, copy } from "./copy-code.js";
import { around, find } from "./nodes.js";
import { t } from "./page-data.js";

/** Return the address of the page, as search engines know it, without its anchor. */
function address() {
  const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
  return canonical ?? location.href.split(/[?#]/)[0];
}

/**
 * Return the short answer of an article: its title, its summary and the first steps it has.
 * @param {Element} article
 */
export function reply(article) {
  const texts = [...article.querySelectorAll("h1, .kb-lead")].map((each) =>
    each.textContent.trim(),
  );
  const steps = article.querySelector(".kb-steps, .kb-text > ol");
  const numbered = [...(steps?.children ?? [])].map(
    (step, at) => `${at + 1}. ${step.textContent.trim().replace(/\s+/g, " ")}`,
  );
  return [...texts, numbered.join("\n"), address()].filter(Boolean).join("\n\n");
}

/** Start both buttons. */
export function startActions() {
  const place = find("[data-js=actions]", HTMLElement);
  const article = place?.closest("[data-kb=article]");
  if (!place || !article) return;
  place.setAttribute("aria-live", "polite");
  place.addEventListener("click", async (event) => {
    const button = around(event, "button");
    if (!button) return;
    const label = button.textContent;
    const done = await copy(button.dataset.copy === "link" ? address() : reply(article));
    button.textContent = t(done ? "js.ui.copied" : "js.ui.copy_failed");
    setTimeout(() => (button.textContent = label), BACK_AFTER);
  });
}
