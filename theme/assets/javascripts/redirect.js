// SPDX-License-Identifier: MIT
// Follows the redirect of a page at an old address, before the page's refresh does: a refresh would
// lose the anchor. Runs in the head of that page only.
(() => {
  const block = document.getElementById("kb-moved");
  if (!block) return;
  /** @type {{ page: string, anchors: Record<string, string> }} */
  const { page, anchors } = JSON.parse(block.textContent);
  const { hash } = location;
  let anchor = hash.slice(1);
  try {
    anchor = decodeURIComponent(anchor);
  } catch {
    // Not an encoded anchor: it is compared as it is.
  }
  const whole = page.includes("#") ? page : page + hash;
  const target = Object.hasOwn(anchors, anchor) ? anchors[anchor] : whole;
  location.replace(new URL(target, document.baseURI));
})();
