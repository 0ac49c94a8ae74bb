// SPDX-License-Identifier: MIT
// Only in `kbgen serve`: reloads the page when the writer has saved something.

new EventSource("/_kbgen/events").addEventListener("reload", () => location.reload());
