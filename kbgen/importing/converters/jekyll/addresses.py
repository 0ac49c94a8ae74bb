# SPDX-License-Identifier: MIT
"""Compute the addresses that Jekyll gives to files.

In: a file, its fields and the settings. Out: its address on the old site, such as `docs/refund/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname, splitext
from typing import Final

from kbgen.importing.converters.jekyll.settings import JekyllSite

_DATED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_NAMED_STYLES: Final = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PLACEHOLDER: Final = re.compile(r":(\w+?)(?=[^a-z_]|$)")


@dataclass(frozen=True, slots=True)
class FileName:
    """The name of a file, without its ending, and the date in it."""

    stem: str
    date: str = ""
    """`2024-05-01`, or empty."""


def read_name(path: str) -> FileName:
    """Return the name of a file and the date with which it begins."""
    stem = splitext(basename(path))[0]
    match = _DATED.fullmatch(stem)
    if not match:
        return FileName(stem)
    return FileName(match[4], f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}")


def address_of(path: str, site: JekyllSite, permalink: str, categories: list[str]) -> str:
    """Return the address of a file.

    Args:
        path: The file.
        site: Settings of the site.
        permalink: The file's own permalink, or empty.
        categories: Its categories; only posts have them in their address.
    """
    collection = site.collection_of(path)
    values = _values(path, collection, categories)
    if permalink and permalink not in _NAMED_STYLES:
        return _fill(permalink, values)
    style = permalink or site.text("permalink")
    if collection:
        own = site.collections[collection].get("permalink")
        template = own if isinstance(own, str) else _collection_template(collection, style)
        return _fill(_NAMED_STYLES.get(template, template), values)
    ending = "/" if style == "pretty" or style.endswith("/") else ".html"
    if style not in ("", *_NAMED_STYLES) and not style.endswith(("/", ":output_ext")):
        ending = ""
    folder = f"{dirname(path)}/" if dirname(path) else ""
    if values["title"] == "index":
        return f"/{folder}"
    return f"/{folder}{values['title']}{ending}"


def _collection_template(collection: str, style: str) -> str:
    if collection == "posts":
        return style or "date"
    ending = "/" if style == "pretty" or style.endswith("/") else ":output_ext"
    return f"/:collection/:path{ending}"


def _values(path: str, collection: str, categories: list[str]) -> dict[str, str]:
    name = read_name(path)
    inside = path.removeprefix(f"_{collection}/") if collection else path
    year, month, day = name.date.split("-") if name.date else ("", "", "")
    stem = name.stem if collection == "posts" else splitext(basename(path))[0]
    return {
        "title": stem,
        "slug": stem,
        "name": stem,
        "basename": stem,
        "path": splitext(inside)[0],
        "collection": collection,
        "categories": "/".join(category.lower() for category in categories),
        "year": year,
        "short_year": year[2:],
        "month": month,
        "i_month": month.lstrip("0"),
        "day": day,
        "i_day": day.lstrip("0"),
        "output_ext": ".html",
    }


def _fill(template: str, values: dict[str, str]) -> str:
    filled = _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)
    return re.sub("/{2,}", "/", f"/{filled}")
