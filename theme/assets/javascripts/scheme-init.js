// SPDX-License-Identifier: MIT
// Runs before the first paint, so that a chosen color scheme does not flash. Without a choice the
// style sheet follows the system. The toggle itself: scheme.js.
(() => {
  try {
    const scheme = localStorage.getItem("kb-scheme");
    if (scheme === "default" || scheme === "slate")
      document.documentElement.dataset.mdColorScheme = scheme;
  } catch {
    // Storage is forbidden: the system's scheme stays.
  }
})();
