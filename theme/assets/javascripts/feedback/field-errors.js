// SPDX-License-Identifier: MIT
// Shows the errors of a form: a summary with links on top, which gets focus, and a message at each
// field.

import { element, need } from "../nodes.js";
import { t } from "../page-data.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * Return the control of a field.
 * @param {HTMLElement} field
 * @returns {Control}
 */
export function controlOf(field) {
  /** @type {Control | null} */
  const control = field.querySelector("input, textarea, select");
  if (!control) throw new Error(`the field ${field.dataset.field} has no control`);
  return control;
}

/**
 * Remove the error of a field.
 * @param {HTMLElement} field
 */
function clear(field) {
  const control = controlOf(field);
  field.querySelector(".kb-field__error")?.remove();
  field.classList.remove("kb-field--wrong");
  control.removeAttribute("aria-invalid");
  control.setAttribute(
    "aria-describedby",
    (control.getAttribute("aria-describedby") ?? "").split(" ")[0],
  );
}

/**
 * Show an error at a field.
 * @param {HTMLElement} field
 * @param {string} text
 */
function mark(field, text) {
  const control = controlOf(field);
  const id = `${control.id}-error`;
  field.classList.add("kb-field--wrong");
  control.before(element("p", { class: "kb-field__error", id }, text));
  control.setAttribute("aria-invalid", "true");
  control.setAttribute(
    "aria-describedby",
    `${control.getAttribute("aria-describedby") ?? ""} ${id}`.trim(),
  );
}

/**
 * Replace the errors that are shown.
 * @param {HTMLElement} summary The box on top, with a heading and a list.
 * @param {HTMLElement[]} fields All fields of the form.
 * @param {Map<HTMLElement, string>} problems Field → message.
 */
export function showErrors(summary, fields, problems) {
  fields.forEach(clear);
  summary.hidden = problems.size === 0;
  if (problems.size === 0) return;
  for (const [field, text] of problems) mark(field, text);
  need("h3", HTMLElement, summary).textContent = t("js.contact.errors", { count: problems.size });
  const items = [...problems].map(([field, text]) => {
    const link = element("a", { href: `#${controlOf(field).id}` }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      controlOf(field).focus();
    });
    return element("li", {}, link);
  });
  need("ul", HTMLElement, summary).replaceChildren(...items);
  summary.focus();
}
