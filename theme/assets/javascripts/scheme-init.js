// SPDX-License-Identifier: MIT
// Sets the chosen color scheme before the first paint, so that no other one flashes. Without a
// choice the style sheet follows the system. The toggle is in scheme.js.
(() => {
  try {
    const scheme = localStorage.getItem("kb-scheme");
    if (scheme === "default" || scheme === "slate")
      document.documentElement.dataset.mdColorScheme = scheme;
  } catch {
    // Storage is forbidden: the system's scheme stays.
  }
})();
