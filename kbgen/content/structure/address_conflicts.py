# SPDX-License-Identifier: MIT
"""Find address conflicts: two files with the same address, and addresses reserved for kbgen.

In: (path, output path) of everything to publish. Out: the paths that cannot be published; KB302,
KB303. A file and a folder cannot have the same name either: `foo` next to `foo/index.html`.
The loader calls this, not `checks`: a site cannot have two files with one name, so the second is
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from kbgen.model import diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kbgen.model import Diagnostic

_TOP_FILES = frozenset(
    {"404.html", "sitemap.xml", "sitemap.xml.gz", "kb-manifest.json", "kb-redirects.json"}
)
_TOP_FOLDERS = ("assets/kb",)
_PAGES = ("search", "contact")
"""Reserved in every language: the page, and everything in a folder with that name."""


def address_key(output: str) -> str:
    """Return a key that is equal for outputs which differ only in letter case or Unicode form.

    Some file systems treat such names as the same.
    """
    # Case folding may decompose characters, hence the second normalization.
    return normalize("NFC", normalize("NFC", output).casefold())


def refused_addresses(
    outputs: Iterable[tuple[str, str]], languages: tuple[str, ...], display: Callable[[str], str]
) -> tuple[frozenset[str], list[Diagnostic]]:
    """Return the paths that cannot be published because their address is taken, with diagnostics.

    Args:
        outputs: (path, output path) in order of preference: the first with an address keeps it.
        languages: The site's languages, the default first.
        display: Converts a path of the content folder to what the user would type.
    """
    owners: dict[str, str] = {}
    folders: dict[str, str] = {}
    refused = set()
    problems = []
    for path, output in outputs:
        key = address_key(output)
        if is_reserved(key, languages):
            hint = "Rename the file or its folder."
            problems.append(
                diagnostic(
                    "KB303", display(path), f"the address {output} is reserved for kbgen", hint=hint
                )
            )
        elif (owner := owner_of(key, owners, folders)) is not None:
            message = f"{display(owner)} has the same address, {output}"
            hint = "Rename one of them; some systems ignore letter case and Unicode form."
            problems.append(diagnostic("KB302", display(path), message, hint=hint))
        else:
            owners[key] = path
            folders.update(dict.fromkeys(parents_of(key), path))
            continue
        refused.add(path)
    return frozenset(refused), problems


def owner_of(key: str, owners: Mapping[str, str], folders: Mapping[str, str]) -> str | None:
    """Return the path that has this address: as a file, as a folder, or as one of its parents."""
    if key in folders:
        return folders[key]
    return next((owners[name] for name in (key, *parents_of(key)) if name in owners), None)


def parents_of(key: str) -> Iterator[str]:
    """Yield every folder above an output."""
    while key := key.rpartition("/")[0]:
        yield key


def is_reserved(output: str, languages: tuple[str, ...]) -> bool:
    """Tell whether an output is reserved for a file that kbgen itself may write."""
    if output in _TOP_FILES or output.startswith(_TOP_FOLDERS):
        return True
    first, slash, rest = output.partition("/")
    if slash and first in languages[1:]:
        first, slash, rest = rest.partition("/")
    return first in _PAGES if slash else first in {f"{page}.html" for page in _PAGES}
