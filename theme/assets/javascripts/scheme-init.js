// SPDX-License-Identifier: MIT
// Sets the chosen color scheme before the first paint, so that no other one flashes. Without a
// choice the style sheet follows the system. The toggle is in scheme.js. On a page opened as a
// file, it also loads the script that says why search does not work.
(() => {
  try {
    const scheme = localStorage.getItem("kb-scheme");
    if (scheme === "default" || scheme === "slate")
      document.documentElement.dataset.mdColorScheme = scheme;
  } catch {
    // Storage is forbidden: the system's scheme stays.
  }
  const own = document.currentScript;
  if (location.protocol === "file:" && own instanceof HTMLScriptElement) {
    const notice = document.createElement("script");
    notice.src = own.src.replace(/[^/]*$/, "file-notice.js");
    own.after(notice);
  }
})();
