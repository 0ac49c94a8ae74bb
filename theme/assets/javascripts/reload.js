// SPDX-License-Identifier: MIT
// Reloads the page when the writer has saved something. Only `kbgen serve` loads this script.

new EventSource("/_kbgen/events").addEventListener("reload", () => location.reload());
