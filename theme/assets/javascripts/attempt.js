// SPDX-License-Identifier: MIT
// Starts the parts of a page, each on its own: if one fails, the others start, and the plain page
// stays usable.

/**
 * Run a part of the page; report an error to the console instead of throwing it.
 * @param {() => unknown} part
 * @param {() => void} [undo] Restores what the page can do without the part.
 * @returns {Promise<void>}
 */
export async function attempt(part, undo = () => {}) {
  try {
    await part();
  } catch (error) {
    console.error(error);
    undo();
  }
}
