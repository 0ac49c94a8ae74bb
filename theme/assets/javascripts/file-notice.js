// SPDX-License-Identifier: MIT
// Says below the search box that search needs a server. Pages opened as files load only this
// script: browsers run neither modules nor workers there.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[role=search]");
  const data = document.getElementById("kb-data");
  if (!form || !data) return;
  const message = document.createElement("p");
  message.className = "kb-note";
  message.setAttribute("role", "status");
  message.textContent = JSON.parse(data.textContent).strings["js.ui.file"];
  form.after(message);
});
