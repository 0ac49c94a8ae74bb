# SPDX-License-Identifier: MIT
"""The list of what a site consists of. It travels with the site, so that any copy can be verified.

It names what is public anyway, and nothing of the machine that made it: no times, no paths, no order of making.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "kb-manifest.json"


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """The manifest of a site whose files (path in the site → SHA-256, hexadecimal) these are."""
    # A line for each file, by the separator: `indent` would do without the quick encoder.
    text = json.dumps(
        {"schema": 1, "files": dict(digests)}, sort_keys=True, ensure_ascii=False, separators=(",\n", ": ")
    )
    return f"{text}\n".encode()


def read_manifest(site_dir: Path) -> dict[str, str]:
    """Path → SHA-256 of every file that the last build published; empty when there is no manifest, or a broken one."""
    try:
        data = json.loads((site_dir / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    return files if isinstance(files, dict) and all(isinstance(value, str) for value in files.values()) else {}
