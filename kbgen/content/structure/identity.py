# SPDX-License-Identifier: MIT
"""Make the permanent ids of articles, and the revisions that show that a text has changed.

In: paths, titles, texts. Out: ids of `[a-z0-9-]`, revisions of 16 hexadecimal digits.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from posixpath import dirname, splitext

from kbgen.content.structure.urls import is_index
from kbgen.language.transliteration import transliterate

_OTHER = re.compile(r"[^a-z0-9]+")


def id_from_path(path: str) -> str:
    """Make the id of an article without an `id` field from its path.

    Args:
        path: Path without the language folder. `billing/refund.md` → `billing-refund`,
            `billing/index.md` → `billing`.
    """
    stem = (dirname(path) or "index") if is_index(path) else splitext(path)[0]
    # Letters of other scripts have no Latin spelling here and disappear.
    words = _OTHER.sub("-", transliterate(stem)).strip("-")
    letters = sum(char.isalnum() for char in stem)
    # At least half of the name survived: the id says enough.
    if words and 2 * len(words) >= letters:
        return words
    # A script without a table here: a stable but meaningless id is better than a misleading one.
    return f"{words}-{_digest(stem)[:10]}".strip("-")


def revision_of(title: str, markdown: str) -> str:
    """Hash title and body, so that a reader's vote is tied to the text it was given for."""
    return _digest(f"{title}\0{markdown}")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
