// SPDX-License-Identifier: MIT
// Shows the 404 page in the language of the address. Most hosts answer every wrong address with the
// page at the root. From there, this goes to the page of the language, with the address behind a
// number sign; there, it puts that address back. Runs in the head of 404 pages, before they show.
(() => {
  const block = document.getElementById("kb-languages");
  if (!block) return;
  /** @type {{ root: string, pages: Record<string, string> }} */
  const { root, pages } = JSON.parse(block.textContent);
  const { pathname, search, hash } = location;
  if (hash.startsWith("#/")) {
    try {
      history.replaceState(null, "", hash.slice(1));
    } catch {
      // An address of another site, which a stranger may have written: it is not shown.
    }
    return;
  }
  const lang = pathname.startsWith(root) ? pathname.slice(root.length).split("/")[0] : "";
  if (!Object.hasOwn(pages, lang) || pathname === pages[lang]) return;
  location.replace(new URL(`${pages[lang]}#${pathname}${search}`, document.baseURI));
})();
