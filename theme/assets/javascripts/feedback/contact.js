// SPDX-License-Identifier: MIT
// The form of the contact page: checks what was written, sends it, and says what happens next, whatever happens.

import { element } from "../nodes.js";
import { data, t } from "../page-data.js";
import { ContactHelp } from "./contact-help.js";
import { controlOf, showErrors } from "./field-errors.js";
import { newId } from "./identity.js";
import { asLetter, asLink } from "./payload.js";

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NEEDED = ["subject", "message", "email"];

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-js=${name}]`));

class ContactForm {
  #isSending = false;
  /** A message of an earlier page that could not be sent and is being written anew. */
  #unsent = "";

  /** @param {import("./vote.js").Parts} parts */
  constructor({ feedback, outbox, visit }) {
    Object.assign(this, { feedback, outbox, visit });
    this.form = /** @type {HTMLFormElement} */ (part("contact"));
    this.fields = [...this.form.querySelectorAll("[data-field]")];
    this.send = this.form.querySelector("[type=submit]");
  }

  start() {
    part("write").hidden = false;
    this.form.noValidate = true;
    this.#fillIn();
    this.#offerVisit();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    part("contact-back").addEventListener("click", () => this.#show("write"));
    const solved = (hit, query) => this.#solved(hit, query);
    const help = new ContactHelp(controlOf(this.#field("subject")), {
      read: (path) => this.visit.read(path),
      solved,
    });
    if (this.#value("subject")) help.later();
  }

  #field(name) {
    return this.fields.find((field) => field.dataset.field === name);
  }

  #value(name) {
    const field = this.#field(name);
    return field ? controlOf(field).value.trim() : "";
  }

  /** What could not be sent before, else what an article's vote began. */
  #fillIn() {
    const unsent = this.outbox.blocked().find(({ type }) => type === "message");
    const draft = unsent?.values ?? { message: this.visit.state.draft };
    this.#unsent = unsent?.id ?? "";
    this.visit.keepDraft(null);
    for (const field of this.fields) {
      const control = controlOf(field);
      control.value ||= draft[field.dataset.field] ?? "";
    }
    if (unsent) this.#failed(unsent.values, false);
  }

  /** Say what goes along, all of it, and let it be left out. */
  #offerVisit() {
    const { searched, read, votes } = this.visit.facts;
    const lines = [
      ["searched", searched],
      ["read", read],
      ["votes", votes],
    ]
      .filter(([, values]) => values.length)
      .map(([name, values]) =>
        element("li", {}, `${t(`js.contact.text.${name}`)}: ${values.join(", ")}`),
      );
    const place = part("contact-visit");
    place.hidden = lines.length === 0;
    this.along = element("input", {
      type: "checkbox",
      checked: "",
      "aria-describedby": "kb-visit-list",
    });
    place.replaceChildren(
      element("label", { class: "kb-choice" }, this.along, ` ${t("js.contact.visit")}`),
      element(
        "div",
        { class: "kb-field__hint", id: "kb-visit-list" },
        element("p", {}, t("js.contact.visit_note")),
        element("ul", {}, ...lines),
      ),
    );
  }

  /** @returns {Map<HTMLElement, string>} */
  #problems() {
    const found = new Map();
    for (const name of NEEDED.filter((each) => this.#field(each))) {
      if (!this.#value(name)) found.set(this.#field(name), t(`js.contact.need.${name}`));
    }
    const email = this.#field("email");
    if (email && !found.has(email) && !ADDRESS.test(this.#value("email")))
      found.set(email, t("js.contact.shape.email"));
    return found;
  }

  #values() {
    const { searched, read, votes } = this.along.checked
      ? this.visit.facts
      : { searched: [], read: [], votes: [] };
    const [subject, message, email, product] = ["subject", "message", "email", "product"].map(
      (name) => this.#value(name),
    );
    const facts = { product, searched, read, votes };
    const labelled = Object.entries(facts).map(([name, value]) => [
      t(`js.contact.text.${name}`),
      value,
    ]);
    const text = asLetter(message, labelled);
    return {
      lang: data.lang,
      page: location.pathname,
      subject,
      message,
      email,
      name: email,
      text,
      ...facts,
    };
  }

  async #submit() {
    if (this.#isSending) return;
    const problems = this.#problems();
    showErrors(part("contact-errors"), this.fields, problems);
    part("contact-failed").hidden = true;
    if (problems.size) return;
    const values = this.#values();
    if (this.feedback.transport === "link") this.#write(values);
    else await this.#post(values);
  }

  async #post(values) {
    const label = this.send.textContent;
    this.#isSending = true;
    this.send.textContent = t("js.contact.sending");
    const outcome = await this.outbox.post("message", values);
    this.#isSending = false;
    this.send.textContent = label;
    if (outcome.state === "sent" || outcome.state === "later") this.outbox.remove(this.#unsent);
    if (outcome.state === "sent") this.#sent(outcome.number);
    else if (outcome.state === "later") this.#show("contact-kept");
    else if (outcome.fields?.some((name) => this.#field(name))) this.#refused(outcome.fields);
    else this.#failed(values, true);
  }

  #sent(number) {
    const place = part("contact-number");
    place.hidden = !number;
    place.textContent = number ? t("js.contact.number", { number }) : "";
    this.#show("contact-done");
  }

  /** @param {string[]} names */
  #refused(names) {
    const fields = names
      .map((name) => [this.#field(name), t(`js.contact.refused.${name}`)])
      .filter(([field]) => field);
    showErrors(part("contact-errors"), this.fields, new Map(fields));
  }

  /** This way is closed: the words stay, another way is offered with the words in it. */
  #failed(values, moveFocus) {
    const { fallback } = this.feedback;
    const isMail = fallback.startsWith("mailto:");
    const link = part("contact-fallback");
    link.hidden = !fallback;
    link.href = isMail ? letterHref(fallback, values) : fallback;
    link.textContent = isMail
      ? t("js.contact.write_to", { address: fallback.slice(7) })
      : t("js.contact.open_page");
    const place = part("contact-failed");
    place.hidden = false;
    if (moveFocus) place.focus();
  }

  /** The mail program takes over; a link stays for when it does not open. */
  #write(values) {
    const place = part("contact-mail");
    const link = part("contact-mail-link");
    link.href = asLink(this.feedback, { id: newId(), type: "message", at: "", values });
    link.textContent = t("js.contact.mail_again");
    place.querySelector("p").textContent = t("js.contact.mail");
    this.#show("contact-mail");
    link.click();
  }

  #solved(hit, query) {
    if (this.feedback.takes.includes("event")) {
      const values = {
        lang: data.lang,
        page: location.pathname,
        event: "solved",
        article: hit.id,
        query,
      };
      this.outbox.post("event", values);
    }
    this.#show("contact-solved");
  }

  /** One thing at a time: the form, or what became of it. */
  #show(name) {
    for (const each of [
      "write",
      "contact-done",
      "contact-kept",
      "contact-solved",
      "contact-mail",
    ]) {
      const place = part(each);
      if (place) place.hidden = each !== name;
    }
    if (name === "write") controlOf(this.#field("message")).focus();
    else part(name).focus();
  }
}

/** @param {string} address @param {Record<string, any>} values */
function letterHref(address, { subject, text }) {
  return `${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}

/** @param {import("./vote.js").Parts} parts */
export function startContact(parts) {
  new ContactForm(parts).start();
}
