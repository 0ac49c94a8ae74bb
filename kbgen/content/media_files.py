# SPDX-License-Identifier: MIT
"""The elements that play videos and sounds, and the files that they play."""

from __future__ import annotations

import re
from typing import Final

MEDIA: Final = ("video", "audio")
PARTS_OF_MEDIA: Final = ("source", "track")
ADDRESSES: Final = ("src", "poster")
"""Attributes of these elements that name a file."""
_KINDS: Final = {
    "video": re.compile(r"\.(?:mp4|m4v|webm|ogv|mov)$", re.IGNORECASE),
    "audio": re.compile(r"\.(?:mp3|m4a|ogg|oga|opus|wav|flac)$", re.IGNORECASE),
}


def kind_of_file(target: str) -> str:
    """Return `video`, `audio` or `image`, whichever the target of an image is."""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(path)), "image")
