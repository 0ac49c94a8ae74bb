// SPDX-License-Identifier: MIT
// Shows an answer as a list and says how long it took from the question to the list.

globalThis.ask = async (query) => {
  const start = performance.now();
  const hits = await globalThis.find(query, 6);
  const rows = hits.map(({ title, excerpt }) => {
    const row = document.createElement("li");
    row.append(title, document.createElement("br"), excerpt);
    return row;
  });
  document.querySelector("ol")?.replaceChildren(...rows);
  return { count: hits.length, ms: performance.now() - start };
};
