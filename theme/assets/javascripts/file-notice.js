// SPDX-License-Identifier: MIT
// Says at the search box, and on the results page, that search needs a server. Pages opened as files
// load this script: browsers run neither modules nor workers there.
(() => {
  function start() {
    const data = document.getElementById("kb-data");
    const input = document.querySelector("[data-kb=search-input]");
    const status = document.querySelector("[data-kb=search-status]");
    if (!data || !input || !status) return;
    const text = JSON.parse(data.textContent).strings["js.ui.file"];
    /** @type {HTMLElement | null} */
    const message = document.querySelector("[data-js=search-message]");
    if (!message) {
      const notice = document.createElement("p");
      notice.className = "kb-note";
      notice.textContent = text;
      document.querySelector("[data-js=search-list]")?.append(notice);
      status.textContent = text;
      return;
    }
    /** @param {boolean} isShown */
    const show = (isShown) => {
      message.textContent = text;
      message.hidden = !isShown;
      status.textContent = isShown ? text : "";
    };
    input.addEventListener("focus", () => show(true));
    input.addEventListener("blur", () => show(false));
    if (document.activeElement === input) show(true);
  }
  // The script may arrive before or after the page is complete.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
