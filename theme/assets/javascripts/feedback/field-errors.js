// SPDX-License-Identifier: MIT
// What is wrong with a form: summed on top with links, and said beside each field. Focus goes to the sum.

import { element } from "../nodes.js";
import { t } from "../page-data.js";

/** @param {HTMLElement} field @returns {HTMLInputElement} */
export const controlOf = (field) => field.querySelector("input, textarea, select");

/** @param {HTMLElement} field */
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

/** @param {HTMLElement} field @param {string} text */
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
 * @param {HTMLElement} sum The box on top, with a heading and a list.
 * @param {HTMLElement[]} fields All fields of the form.
 * @param {Map<HTMLElement, string>} problems Of some of them.
 */
export function showErrors(sum, fields, problems) {
  fields.forEach(clear);
  sum.hidden = problems.size === 0;
  if (problems.size === 0) return;
  for (const [field, text] of problems) mark(field, text);
  sum.querySelector("h3").textContent = t("js.contact.errors", { count: problems.size });
  const items = [...problems].map(([field, text]) => {
    const link = element("a", { href: `#${controlOf(field).id}` }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      controlOf(field).focus();
    });
    return element("li", {}, link);
  });
  sum.querySelector("ul").replaceChildren(...items);
  sum.focus();
}
