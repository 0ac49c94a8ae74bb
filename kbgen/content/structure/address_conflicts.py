# SPDX-License-Identifier: MIT
"""Which addresses are taken: two files with one address, and addresses that kbgen needs itself.

In: (path, output path) of everything that wants to be published. Out: the paths that cannot be; KB302, KB303.
A file and a folder cannot have one name either: `foo` beside `foo/index.html`.
These are found while loading, not in `checks`: a site cannot hold two files of one name, so the second is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from kbgen.model import diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kbgen.model import Diagnostic

_TOP_FILES = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "kb-manifest.json"})
_TOP_FOLDERS = ("assets/kb",)
_PAGES = ("search", "contact")
"""Of every language: the page, and everything in a folder of that name."""


def address_key(output: str) -> str:
    """Equal for outputs that some file system holds to be the same: other letter case, other Unicode form."""
    return normalize("NFC", normalize("NFC", output).casefold())


def refused_addresses(
    outputs: Iterable[tuple[str, str]], languages: tuple[str, ...], display: Callable[[str], str]
) -> tuple[frozenset[str], list[Diagnostic]]:
    """Find what cannot be published because its address is taken.

    Args:
        outputs: (path, output path), in order of preference: of two with one address the first stays.
        languages: of the site, the default first.
        display: turns a path of the content folder into what the user would type.
    """
    owners: dict[str, str] = {}
    folders: dict[str, str] = {}
    refused = set()
    problems = []
    for path, output in outputs:
        key = address_key(output)
        if is_reserved(key, languages):
            hint = "Rename the file or its folder."
            problems.append(diagnostic("KB303", display(path), f"kbgen itself needs the address {output}", hint=hint))
        elif (owner := _owner(key, owners, folders)) is not None:
            message = f"{display(owner)} has the same address, {output}"
            hint = "Rename one of them; letter case and Unicode form do not tell files apart everywhere."
            problems.append(diagnostic("KB302", display(path), message, hint=hint))
        else:
            owners[key] = path
            folders.update(dict.fromkeys(_parents(key), path))
            continue
        refused.add(path)
    return frozenset(refused), problems


def _owner(key: str, owners: Mapping[str, str], folders: Mapping[str, str]) -> str | None:
    """Who has this address already, as a file, as a folder, or as a file where a folder is needed."""
    if key in folders:
        return folders[key]
    return next((owners[name] for name in (key, *_parents(key)) if name in owners), None)


def _parents(key: str) -> Iterator[str]:
    """Every folder of an output."""
    while key := key.rpartition("/")[0]:
        yield key


def is_reserved(output: str, languages: tuple[str, ...]) -> bool:
    """Whether kbgen writes this output itself, or may."""
    if output in _TOP_FILES or output.startswith(_TOP_FOLDERS):
        return True
    first, slash, rest = output.partition("/")
    if slash and first in languages[1:]:
        first, slash, rest = rest.partition("/")
    return first in _PAGES if slash else first in {f"{page}.html" for page in _PAGES}
