// SPDX-License-Identifier: MIT
/** Pages of a site that kbgen has just built, in a DOM without a browser: the Python wrapper gives the site's folder. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "node:test";
import { pathToFileURL } from "node:url";

import { Window } from "happy-dom";

const SITE = process.env.KBGEN_TEST_SITE ?? "";
const THEME = readdirSync(join(SITE, "assets")).find((name) => name.startsWith("kb-")) ?? "";
const SCRIPTS = join(SITE, "assets", THEME, "javascripts");
export const ORIGIN = "https://help.example.com";

/** Elements that a browser would load files for: scripts that are no data, and style sheets. */
const LOADED = /<script[^>]* src=[^>]*><\/script>|<link[^>]*>/g;

/** What the theme's scripts find in the global scope of a page. */
const NAMES = [
  ..."window document location history navigator localStorage sessionStorage".split(" "),
  ..."Element HTMLElement HTMLAnchorElement HTMLButtonElement HTMLDetailsElement".split(" "),
  ..."HTMLFormElement HTMLInputElement HTMLTextAreaElement Node".split(" "),
  ..."Event MouseEvent KeyboardEvent addEventListener dispatchEvent matchMedia".split(" "),
];

/**
 * @typedef {{ type: string, id: number, query?: string }} Asked
 * @typedef {{ url: string, body: Record<string, unknown> }} Sent
 */

/** A page and what its scripts do to the world. */
export class Page {
  /** Messages to the search worker. @type {Asked[]} */
  asked = [];
  /** Requests to the help desk. @type {Sent[]} */
  sent = [];
  /** What the help desk answers. @type {(sent: Sent) => Response | Promise<Response>} */
  desk = () => Response.json({});
  /** What the search worker answers to a question. @type {(query: string) => object} */
  search = () => ({ hits: [] });
  /** Errors on the console. @type {unknown[]} */
  errors = [];
  /** Folder of a copy of the scripts for this page alone, because modules keep their state. */
  #scripts = mkdtempSync(join(tmpdir(), "kbgen-scripts-"));

  /**
   * @param {string} path Of the page, below the site's root.
   * @param {{ change?: (html: string) => string, storage?: Record<string, string>, query?: string }} [options]
   */
  constructor(path, { change = (html) => html, storage = {}, query = "" } = {}) {
    cpSync(SCRIPTS, this.#scripts, { recursive: true });
    const window = new Window({ url: `${ORIGIN}/${path}${query}` });
    this.document = /** @type {Document} */ (/** @type {unknown} */ (window.document));
    const html = readFileSync(join(SITE, path, "index.html"), "utf8");
    window.document.write(change(html.replaceAll(LOADED, "")));
    for (const [key, value] of Object.entries(storage)) window.sessionStorage.setItem(key, value);
    for (const name of NAMES) {
      const value = Reflect.get(window, name);
      const isMethod = typeof value === "function" && /^[a-z]/.test(name);
      Object.defineProperty(globalThis, name, {
        value: isMethod ? value.bind(window) : value,
        configurable: true,
        writable: true,
      });
    }
    window.Element.prototype.scrollIntoView = () => {};
    const page = this;
    Object.assign(globalThis, {
      fetch: async (/** @type {string} */ url, /** @type {RequestInit} */ { body }) => {
        if (!body) return new Response("{}");
        const sent = { url, body: JSON.parse(String(body)) };
        page.sent.push(sent);
        return page.desk(sent);
      },
      Worker: class extends EventTarget {
        /** @param {Asked} message */
        postMessage({ type, id, query = "" }) {
          page.asked.push({ type, id, query });
          const found =
            type === "setup" ? { type: "ready" } : { type: "result", ...page.#answer(query) };
          queueMicrotask(() =>
            this.dispatchEvent(new MessageEvent("message", { data: { id, query, ...found } })),
          );
        }
        terminate() {}
      },
    });
    console.error = (error) => this.errors.push(error);
    open.push(this);
    this.close = async () => {
      await window.happyDOM.close();
      rmSync(this.#scripts, { recursive: true });
    };
  }

  /** @param {string} query */
  #answer(query) {
    const hits = /** @type {unknown[]} */ ([]);
    return { total: 0, hits, suggestion: null, suggested: 0, answer: null, ...this.search(query) };
  }

  /**
   * Import a published script, as this page's own.
   * @param {string} name
   */
  load(name) {
    return import(pathToFileURL(join(this.#scripts, `${name}.js`)).href);
  }

  /**
   * Start everything, as a browser does, and wait for what is begun at once.
   */
  async start() {
    await this.load("main");
    // These are loaded when a page needs them; once they are here, `main` goes on.
    for (const name of ["feedback/start", "search-page"]) await this.load(name).catch(() => null);
    await this.settled();
    return this;
  }

  /**
   * Wait for a condition.
   * @param {() => unknown} condition
   */
  async until(condition) {
    while (!condition()) await new Promise(setImmediate);
  }

  /** Wait for promises that are under way. */
  async settled() {
    for (let round = 0; round < 50; round += 1) await new Promise(setImmediate);
  }

  /**
   * Return the element of a selector; throw when there is none.
   * @param {string} selector
   * @returns {HTMLInputElement & HTMLAnchorElement} A control or a link, as far as tests care.
   */
  $(selector) {
    const match = this.document.querySelector(selector);
    if (!match) throw new Error(`no ${selector}`);
    return /** @type {HTMLInputElement & HTMLAnchorElement} */ (match);
  }

  /** @param {string} selector */
  text(selector) {
    return this.$(selector).textContent.trim();
  }

  /**
   * @param {string} selector
   * @param {string} value
   */
  type(selector, value) {
    this.$(selector).value = value;
    this.$(selector).dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {string} selector */
  async click(selector) {
    this.$(selector).click();
    await this.settled();
  }
}

/** @type {Page[]} */
const open = [];

afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
});
