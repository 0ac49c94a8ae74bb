// SPDX-License-Identifier: MIT
// Runs the form of the contact page: checks the message, sends it, and always shows what happens
// next.

import { element, find, need } from "../nodes.js";
import { data, t } from "../page-data.js";
import { ContactHelp } from "./contact-help.js";
import { controlOf, showErrors } from "./field-errors.js";
import { newId } from "./identity.js";
import { asLetter, asLink } from "./payload.js";
import { UnsentForm } from "./unsent-form.js";

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NEEDED = ["subject", "message", "email"];

/**
 * Parts of the page, of which one is shown at a time: the form, or the outcome of the message.
 */
const VIEWS = ["write", "contact-done", "contact-kept", "contact-solved", "contact-mail"];

/**
 * @typedef {import("./payload.js").Values} Values
 * @typedef {import("./delivery.js").Outcome} Outcome
 * @typedef {import("../search-client.js").Hit} Hit
 */

/** @param {string} name */
const part = (name) => need(`[data-js=${name}]`, HTMLElement);

/** @param {string} name */
const linkPart = (name) => need(`[data-js=${name}]`, HTMLAnchorElement);

class ContactForm {
  #isSending = false;
  /** Id of a message of an earlier page that could not be sent and is in the form again. */
  #unsent = "";

  /** @param {import("./start.js").Parts} parts */
  constructor({ feedback, outbox, visit }) {
    this.feedback = feedback;
    this.outbox = outbox;
    this.visit = visit;
    this.unsentForm = new UnsentForm(visit.storage);
    this.form = need("[data-js=contact]", HTMLFormElement);
    /** @type {NodeListOf<HTMLElement>} */
    const fields = this.form.querySelectorAll("[data-field]");
    this.fields = [...fields];
    this.send = need("[type=submit]", HTMLButtonElement, this.form);
    this.along = element("input", {
      type: "checkbox",
      checked: "",
      "aria-describedby": "kb-visit-list",
    });
  }

  /** Let the form send at the end: before, its button would lose a customer's words. */
  start() {
    this.#fillIn();
    this.#offerVisit();
    this.form.addEventListener("input", () => this.#keep());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    part("contact-back").addEventListener("click", () => this.#show("write"));
    this.#startHelp();
    this.form.noValidate = true;
    this.send.disabled = false;
  }

  #startHelp() {
    const subject = this.#field("subject");
    if (!subject) return;
    const help = new ContactHelp(controlOf(subject), {
      read: (path) => this.visit.read(path),
      solved: (hit, query) => this.#solved(hit, query),
    });
    if (this.#value("subject")) help.later();
  }

  /** @param {string} name */
  #field(name) {
    return this.fields.find((field) => field.dataset.field === name);
  }

  /**
   * Return what is written in a field; empty when the form does not have it.
   * @param {string} name
   */
  #value(name) {
    const field = this.#field(name);
    return field ? controlOf(field).value.trim() : "";
  }

  /** Fill in a message that could not be sent before, or the one that a vote began. */
  #fillIn() {
    const unsent = this.outbox.blocked().find(({ type }) => type === "message");
    /** @type {Values} */
    const draft = unsent?.values ?? {
      ...this.unsentForm.read(),
      ...(this.visit.state.draft && { message: this.visit.state.draft }),
    };
    this.#unsent = unsent?.id ?? "";
    this.visit.keepDraft(null);
    for (const field of this.fields) {
      controlOf(field).value ||= String(draft[field.dataset.field ?? ""] ?? "");
    }
    if (unsent) this.#failed(unsent.values, false);
  }

  /** Keep what is written until it is sent. */
  #keep() {
    const written = this.fields.map((field) => [field.dataset.field, controlOf(field).value]);
    this.unsentForm.keep(Object.fromEntries(written));
  }

  /**
   * List everything of the visit that is sent with the message, and let the customer leave it out.
   */
  #offerVisit() {
    const lines = Object.entries(this.visit.facts)
      .filter(([, values]) => values.length)
      .map(([name, values]) =>
        element("li", {}, `${t(`js.contact.text.${name}`)}${t("colon")}${values.join(", ")}`),
      );
    const box = part("contact-visit");
    box.hidden = lines.length === 0;
    box.replaceChildren(
      element("label", { class: "kb-choice" }, this.along, ` ${t("js.contact.visit")}`),
      element(
        "div",
        { class: "kb-field__hint", id: "kb-visit-list" },
        element("p", {}, t("js.contact.visit_note")),
        element("ul", {}, ...lines),
      ),
    );
  }

  /** Return the fields that are wrong, and why. */
  #problems() {
    /** @type {Map<HTMLElement, string>} */
    const problems = new Map();
    for (const name of NEEDED) {
      const field = this.#field(name);
      if (field && !this.#value(name)) problems.set(field, t(`js.contact.need.${name}`));
    }
    const email = this.#field("email");
    if (email && !problems.has(email) && !ADDRESS.test(this.#value("email")))
      problems.set(email, t("js.contact.shape.email"));
    return problems;
  }

  #values() {
    const { searched, read, votes } = this.along.checked
      ? this.visit.facts
      : { searched: [], read: [], votes: [] };
    const [subject, message, email, product] = ["subject", "message", "email", "product"].map(
      (name) => this.#value(name),
    );
    const facts = { product, searched, read, votes };
    /** @type {[string, string | string[]][]} */
    const labeled = Object.entries(facts).map(([name, value]) => [
      t(`js.contact.text.${name}`),
      value,
    ]);
    const text = asLetter(message, labeled);
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

  /** @param {Values} values */
  async #post(values) {
    const label = this.send.textContent;
    this.#isSending = true;
    this.send.textContent = t("js.contact.sending");
    const outcome = await this.outbox.post("message", values).catch(failedOutcome);
    this.#isSending = false;
    this.send.textContent = label;
    if (outcome.state === "sent" || outcome.state === "later") {
      this.outbox.remove(this.#unsent);
      this.unsentForm.forget();
    }
    if (outcome.state === "sent") this.#sent(outcome.number);
    else if (outcome.state === "later") this.#show("contact-kept");
    else if (outcome.fields?.some((name) => this.#field(name))) this.#refused(outcome.fields);
    else this.#failed(values, true);
  }

  /** @param {string} [number] Of the ticket. */
  #sent(number) {
    const box = part("contact-number");
    box.hidden = !number;
    box.textContent = number ? t("js.contact.number", { number }) : "";
    this.#show("contact-done");
  }

  /** @param {string[]} names */
  #refused(names) {
    /** @type {Map<HTMLElement, string>} */
    const problems = new Map();
    for (const name of names) {
      const field = this.#field(name);
      if (field) problems.set(field, t(`js.contact.refused.${name}`));
    }
    showErrors(part("contact-errors"), this.fields, problems);
  }

  /**
   * Keep the words in the form and offer another way, with the words in it.
   * @param {Values} values
   * @param {boolean} moveFocus
   */
  #failed(values, moveFocus) {
    const { fallback } = this.feedback;
    const isMail = fallback.startsWith("mailto:");
    const link = linkPart("contact-fallback");
    link.hidden = !fallback;
    link.href = isMail ? letterHref(fallback, values) : fallback;
    link.textContent = isMail
      ? t("js.contact.write_to", { address: fallback.slice(7) })
      : t("js.contact.open_page");
    const box = part("contact-failed");
    box.hidden = false;
    if (moveFocus) box.focus();
  }

  /**
   * Open the mail program with the message; a link stays in case it does not open.
   * @param {Values} values
   */
  #write(values) {
    const box = part("contact-mail");
    const link = linkPart("contact-mail-link");
    link.href = asLink(this.feedback, { id: newId(), type: "message", at: "", values });
    link.textContent = t("js.contact.mail_again");
    need("p", HTMLElement, box).textContent = t("js.contact.mail");
    this.#show("contact-mail");
    link.click();
  }

  /**
   * @param {Hit} hit The article that was the answer.
   * @param {string} query
   */
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

  /**
   * Show one view, and focus on it.
   * @param {string} name
   */
  #show(name) {
    for (const each of VIEWS) {
      const view = find(`[data-js=${each}]`, HTMLElement);
      if (view) view.hidden = each !== name;
    }
    const message = this.#field("message");
    if (name === "write" && message) controlOf(message).focus();
    else part(name).focus();
  }
}

/**
 * Return an address that opens the mail program with a message.
 * @param {string} address
 * @param {Values} values
 */
function letterHref(address, { subject, text }) {
  const [title, body] = [subject, text].map((value) => encodeURIComponent(String(value ?? "")));
  return `${address}?subject=${title}&body=${body}`;
}

/**
 * Return the outcome of a message that an error kept from being sent.
 * @param {unknown} error
 * @returns {Outcome}
 */
function failedOutcome(error) {
  console.error(error);
  return { state: "blocked" };
}

/** @param {import("./start.js").Parts} parts */
export function startContact(parts) {
  new ContactForm(parts).start();
}
