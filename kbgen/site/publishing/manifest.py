# SPDX-License-Identifier: MIT
"""The manifest: the list of a site's files. It is part of the site, so any copy can be verified.

It names only public files, and reveals nothing about the machine that built them: no times, no
paths, no build order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "kb-manifest.json"


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """Return the manifest of a site with these files (path in the site → SHA-256, hexadecimal)."""
    # The separator puts each file on a line; with `indent`, json would not use its fast encoder.
    text = json.dumps(
        {"schema": 1, "files": dict(digests)},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",\n", ": "),
    )
    return f"{text}\n".encode()


def read_manifest(site_dir: Path) -> dict[str, str]:
    """Map every published file to its SHA-256; empty without a valid manifest."""
    try:
        data = json.loads((site_dir / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    return (
        files
        if isinstance(files, dict) and all(isinstance(value, str) for value in files.values())
        else {}
    )
