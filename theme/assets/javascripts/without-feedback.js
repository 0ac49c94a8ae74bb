// SPDX-License-Identifier: MIT
// Shows plain links in place of forms that need scripts, when those scripts do not work. Forms that
// the help desk accepts without scripts stay.

import { find } from "./nodes.js";

/** Show the link to the contact page in place of the two answers of the vote. */
export function useLinkInsteadOfVote() {
  const link = find("[data-js=vote-plain]", HTMLElement);
  if (!link) return;
  link.hidden = false;
  document.querySelector("[data-js=vote]")?.setAttribute("hidden", "");
}

/** Hide the contact form: it must not receive a customer's words. The other ways stay. */
export function useOtherWays() {
  document.querySelector(".kb-scripted[data-js=write]")?.setAttribute("hidden", "");
}

/** Do both. */
export function useNoFeedback() {
  useLinkInsteadOfVote();
  useOtherWays();
}
