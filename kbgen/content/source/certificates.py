# SPDX-License-Identifier: MIT
"""Tell a certificate that customers download from a file with a key: both may end in `.pem`."""

from __future__ import annotations

import re
from typing import Final

from kbgen.content.source.safe_open import LeadsOutside, read_inside

_MAX_BYTES: Final = 1_000_000
_BLOCK: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s]*-----END \1-----")
_PUBLIC: Final = frozenset(
    {b"CERTIFICATE", b"TRUSTED CERTIFICATE", b"X509 CERTIFICATE", b"PUBLIC KEY", b"X509 CRL"}
)


def is_public(file: str, root: str) -> bool:
    """Tell whether a `.pem` file has nothing but certificates and public keys.

    Comments may not surround them: a password could be among these lines.
    """
    if not file.lower().endswith(".pem"):
        return False
    try:
        _, data = read_inside(file, root, _MAX_BYTES)
    except (LeadsOutside, OSError):
        return False
    kinds = _BLOCK.findall(data)
    return bool(kinds) and _PUBLIC.issuperset(kinds) and not _BLOCK.sub(b"", data).strip()
