// SPDX-License-Identifier: MIT
/** A small index of the tests' help center, as kbgen writes it: `node --test` gets its folder from the Python wrapper. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const FOLDER = process.env.KBGEN_TEST_INDEX ?? "";

/** The folder of the browser's modules: as we write them, or as they are published. */
export const MODULES = new URL(
  process.env.KBGEN_TEST_MODULES ?? "../../theme/assets/javascripts/search/",
  import.meta.url,
);

/** @param {string} name */
export const read = (name) => readFile(join(FOLDER, name), "utf8");

/**
 * A loader that lists what it is asked for, and fails where `failing` returns an error.
 * @param {(name: string, asked: string[]) => Error | null} failing
 */
export function counting(failing = () => null) {
  /** @type {string[]} */
  const asked = [];
  const load = async (/** @type {string} */ name) => {
    asked.push(name);
    const error = failing(name, asked);
    if (error) throw error;
    return read(name);
  };
  return { asked, load };
}
