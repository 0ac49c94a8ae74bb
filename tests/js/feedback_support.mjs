// SPDX-License-Identifier: MIT
import { readFileSync } from "node:fs";

/** The adapters as pages get them, by name. */
export const adapters = JSON.parse(readFileSync(process.env.KBGEN_TEST_ADAPTERS, "utf8"));
export const MODULES = new URL("../../theme/assets/javascripts/feedback/", import.meta.url);

export const load = (name) => import(new URL(`${name}.js`, MODULES));

/** A storage of the browser. */
export class MemoryStorage {
  constructor() {
    this.kept = new Map();
  }
  getItem(key) {
    return this.kept.get(key) ?? null;
  }
  setItem(key, value) {
    this.kept.set(key, String(value));
  }
}
