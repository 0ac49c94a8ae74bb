// SPDX-License-Identifier: MIT
// Follows old anchors of this page that lead elsewhere. Without it, a note with a link is shown.

/** Go where the anchor in the address leads now, also when a link on the page changes it. */
export function startMoved() {
  const block = document.getElementById("kb-moved");
  if (!block) return;
  /** @type {{ anchors: Record<string, string> }} */
  const { anchors } = JSON.parse(block.textContent);
  const follow = () => {
    const anchor = decoded(location.hash.slice(1));
    if (Object.hasOwn(anchors, anchor))
      location.replace(new URL(anchors[anchor], document.baseURI));
  };
  addEventListener("hashchange", follow);
  follow();
}

/** @param {string} anchor */
function decoded(anchor) {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
