# SPDX-License-Identifier: MIT
"""Find the documents of a set, with the ids and addresses that Docusaurus gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath, splitext
from typing import Final

from kbgen.importing.converters.docusaurus.site import Documents
from kbgen.importing.findings import Findings
from kbgen.importing.source.fields import to_order
from kbgen.importing.source.front_matter import SourceText, read_source
from kbgen.importing.source.tree import SourceTree

_NUMBERED: Final = re.compile(r"(\d+)\s*[-_.]+\s*([^-_.\s].*)")
_DATE_OR_VERSION: Final = re.compile(r"\d+[-_.]\d+.*")
_INDEXES: Final = frozenset({"index", "readme"})


@dataclass(slots=True)
class Document:
    """One document of Docusaurus."""

    source: str
    id: str
    """By which sidebars name it: `guides/setup`."""
    address: str
    """Below the site's root: `docs/guides/setup/`."""
    target: str
    text: SourceText
    order: int | float | None
    """From `sidebar_position` or the number in the file's name."""


def without_number(name: str) -> tuple[str, int | None]:
    """Split the number off a file or folder name: `02-setup` → `setup`, 2."""
    match = None if _DATE_OR_VERSION.fullmatch(name) else _NUMBERED.fullmatch(name)
    return (match[2], int(match[1])) if match else (name, None)


def clean_folder(path: str) -> str:
    """Return a folder's path without the numbers in its names."""
    return "/".join(without_number(part)[0] for part in path.split("/")) if path else ""


def is_partial(path: str) -> bool:
    """Tell whether a file is only included by others: `_setup.mdx`, `_partials/setup.md`."""
    return any(part.startswith("_") for part in path.split("/"))


def read_documents(
    tree: SourceTree, documents: Documents, folder: str, findings: Findings
) -> list[Document]:
    """Read the documents of a set below a folder (that of a language, or its own)."""
    found = []
    for path in tree.below(folder, ".md", ".mdx"):
        inside = path.removeprefix(f"{folder}/") if folder else path
        if is_partial(inside) or inside.startswith(("i18n/", "node_modules/")):
            continue
        text = tree.text(path)
        if text is not None:
            found.append(_document(path, inside, documents, read_source(text, path, findings)))
    return found


def _document(path: str, inside: str, documents: Documents, text: SourceText) -> Document:
    folder = clean_folder(dirname(inside))
    name, number = without_number(splitext(basename(inside))[0])
    own_id = text.take_text("id") or name
    slug = text.take_text("slug")
    position = text.fields.get("sidebar_position")
    order = to_order(position.value) if position else None
    is_index = name.lower() in _INDEXES or (name == basename(folder) and bool(folder))
    if slug:
        place = slug if slug.startswith("/") else join(folder, slug)
    else:
        place = folder if is_index else join(folder, own_id)
    place = normpath(f"/{place}").strip("/")
    target = _target(folder, "index" if is_index else own_id, place if slug else None)
    return Document(
        source=path,
        id=join(folder, own_id),
        address=_address(documents.route, place),
        target=join(documents.target, target),
        text=text,
        order=number if order is None else order,
    )


def _target(folder: str, name: str, place: str | None) -> str:
    """Return the file of an article: in its folder, named like its address if that is there."""
    if place is not None and dirname(place) == folder and basename(place):
        name = basename(place)
    elif place is not None and place == folder:
        name = "index"
    return join(folder, f"{name.replace('/', '-')}.md")


def _address(route: str, place: str) -> str:
    path = join(route, place).strip("/")
    return f"{path}/" if path else ""
