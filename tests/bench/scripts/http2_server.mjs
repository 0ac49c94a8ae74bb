// SPDX-License-Identifier: MIT
// node http2_server.mjs FOLDER KEY CERTIFICATE ROUND_TRIP_MS: serve a folder over HTTP/2 with gzip, each answer
// one round trip late. Prints its port; ends with its standard input.

import { readFileSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { extname, join, normalize } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const [folder, key, certificate, roundTrip] = process.argv.slice(2);
/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

/** @param {string} path */
function contentOf(path) {
  try {
    return gzipSync(readFileSync(join(folder, normalize(path))), { level: 6 });
  } catch {
    return null;
  }
}

const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(certificate) });
server.on("stream", async (stream, headers) => {
  const { pathname } = new URL(headers[":path"] ?? "/", "https://host");
  const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  const content = contentOf(path);
  await pause(Number(roundTrip));
  if (stream.destroyed) return;
  stream.respond({
    ":status": content ? 200 : 404,
    "content-type": `${TYPES[extname(path)] ?? "application/octet-stream"}; charset=utf-8`,
    "content-encoding": "gzip",
    "cache-control": "max-age=3600",
  });
  stream.end(content ?? gzipSync("not found"));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : address);
});
process.stdin.resume().on("end", () => process.exit());
