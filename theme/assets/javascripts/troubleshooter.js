// SPDX-License-Identifier: MIT
// Changes the steps of a troubleshooter in place: shows the page of the next step without loading
// everything around it, lists the answers so far, and takes them along to the contact form. Each
// step has its own address, so Back, reloading and sharing work as without scripts.

import { Visit } from "./feedback/visit.js";
import { around, element, find, need } from "./nodes.js";
import { data, href } from "./page-data.js";

/**
 * @typedef {object} Part A question and the answer to it.
 * @property {string} question
 * @property {string} answer
 * @property {string} url Of the question.
 */

const LANGUAGES = "[data-kb=language-switch] ul";

/** @param {MouseEvent} event */
const opensHere = ({ button, metaKey, ctrlKey, shiftKey, altKey }) =>
  button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);

class Stepper {
  /** @type {Part[]} */
  #path = [];
  /** Number of the latest step asked for: an answer to an earlier one comes too late. */
  #latest = 0;

  /** @param {HTMLElement} tree */
  constructor(tree) {
    this.tree = tree;
  }

  start() {
    this.#show(history.state?.tree ?? this.#pathOfPage());
    history.replaceState({ ...history.state, tree: this.#path }, "");
    document.addEventListener("click", (event) => this.#clicked(event));
    addEventListener("popstate", ({ state }) => {
      if (state?.tree) this.#open(location.href, state.tree, false);
    });
  }

  /** Return the path that the page has in its HTML, where only one leads to it. */
  #pathOfPage() {
    const items = this.tree.querySelectorAll("[data-js=tree-path] li");
    return [...items].map((item) => {
      const question = need("a", HTMLAnchorElement, item);
      const answer = need("b", HTMLElement, item).textContent;
      return { question: question.textContent, answer, url: question.href };
    });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = around(event, "a[href]");
    if (!(link instanceof HTMLAnchorElement)) return;
    const name = link.dataset.js ?? "";
    const isContact = link.href === href(data.contact);
    if (isContact || name === "tree-end") this.#keep(link);
    const index = Number(link.dataset.index ?? -1);
    if (name !== "tree-step" || !opensHere(event)) return;
    event.preventDefault();
    const isAnswer = link.matches(".kb-answer");
    const path = isAnswer ? [...this.#path, this.#answered(link)] : this.#path.slice(0, index + 1);
    this.#open(link.href, index < 0 && !isAnswer ? [] : path, true);
  }

  /**
   * Return the question of this step with the answer of a link.
   * @param {HTMLAnchorElement} link
   */
  #answered(link) {
    const answer = need(".kb-answer__text", HTMLElement, link).textContent;
    return { question: this.#question(), answer, url: location.href };
  }

  /** Return the question, or what the solution is about. */
  #question() {
    const heading = find(".kb-tree__step > h2:not(.kb-sr)", HTMLElement, this.tree);
    return (heading ?? need("h1", HTMLElement, this.tree)).textContent;
  }

  /**
   * Keep the path for the contact form, whose message begins with it.
   * @param {HTMLAnchorElement} link
   */
  #keep(link) {
    const isAnswer = link.matches(".kb-answer");
    const path = isAnswer ? [...this.#path, this.#answered(link)] : this.#path;
    const lines = path.map(({ question, answer }) => `- ${question} ${answer}`);
    if (!isAnswer) lines.push(`- ${this.#question()}`);
    const storage = sessionStorageOrNull();
    const message = this.tree.dataset.message ?? "";
    new Visit(storage).keepDraft(`${message}\n\n${lines.join("\n")}\n\n`);
  }

  /**
   * Show the step at an address; if it cannot be loaded, let the browser try.
   * @param {string} url
   * @param {Part[]} path
   * @param {boolean} isNew Whether it becomes a new entry of the history.
   */
  async #open(url, path, isNew) {
    this.#latest += 1;
    const number = this.#latest;
    const page = await loaded(url).catch(() => null);
    if (number !== this.#latest) return;
    const step = page && find("[data-js=tree]", HTMLElement, page);
    if (!step) {
      location.assign(url);
      return;
    }
    // First: relative links of the new step are relative to its address.
    if (isNew) history.pushState({ tree: path }, "", url);
    document.title = page.title;
    this.tree.replaceChildren(...step.childNodes);
    const languages = find(LANGUAGES, HTMLUListElement, page);
    if (languages) find(LANGUAGES, HTMLUListElement)?.replaceWith(languages);
    this.#show(path);
    need("h1", HTMLElement, this.tree).focus();
    scrollTo(0, 0);
  }

  /**
   * List the answers so far; each question leads back to its step.
   * @param {Part[]} path
   */
  #show(path) {
    this.#path = path;
    const box = need("[data-js=tree-path]", HTMLElement, this.tree);
    const items = path.map(({ question, answer, url }, index) => {
      const attributes = { href: url, "data-js": "tree-step", "data-index": String(index - 1) };
      const link = element("a", attributes, question);
      return element("li", {}, link, " ", element("b", {}, answer));
    });
    need("ol", HTMLElement, box).replaceChildren(...items);
    box.hidden = path.length === 0;
  }
}

/** Return the storage of the tab, or null where the browser refuses it. */
function sessionStorageOrNull() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/**
 * Load a page of the site.
 * @param {string} url
 */
async function loaded(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** @param {HTMLElement} tree */
export function startTroubleshooter(tree) {
  new Stepper(tree).start();
}
