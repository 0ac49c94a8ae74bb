// SPDX-License-Identifier: MIT
// The entry module of every page: finds the parts that are there and starts each. A page works without any of it.

import { startCopy } from "./copy-code.js";
import { startDisclosures } from "./disclosures.js";
import { data, href } from "./page-data.js";
import { startScheme } from "./scheme.js";
import { SearchBox } from "./search-box.js";
import { SearchClient } from "./search-client.js";
import { startShortcuts } from "./shortcuts.js";

async function startSearch() {
  const input = /** @type {HTMLInputElement | null} */ (
    document.querySelector("[data-kb=search-input]")
  );
  if (!input) return;
  const client = new SearchClient(href(data.worker), href(data.entry));
  startShortcuts(input);
  if (input.form.dataset.js === "search-page") {
    const { SearchPage } = await import("./search-page.js");
    new SearchPage(input.form, client);
    return;
  }
  new SearchBox(input.form, client);
  if (document.querySelector("[data-js=nearest]")) {
    const { startNotFound } = await import("./not-found.js");
    await startNotFound(input, client);
  }
}

/** Votes and messages, where the site has somewhere to send them. */
async function startFeedback() {
  const settings = document.getElementById("kb-feedback");
  if (!settings) return;
  const feedback = await import("./feedback/start.js");
  feedback.start(JSON.parse(settings.textContent));
}

startScheme();
startFeedback();
startDisclosures();
startCopy();
startSearch();
