# SPDX-License-Identifier: MIT
"""Settings of MkDocs and Material that have no effect in kbgen, and what to use instead.

The article of KB709 has the same table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kbgen.runtime.located_yaml import Located
from kbgen.settings.brand import theme_font, unknown_colors
from kbgen.settings.repository import EDIT_FEATURES
from kbgen.settings.types import KbgenSettings, UnusedSetting

_COLORS: Final = "Write your color in 'colors' of the kbgen block."
_FONT: Final = "Name its files in 'font' of the kbgen block, or write 'font: false' in the theme."
_CHECK: Final = "kbgen checks links itself: use 'kbgen check --strict'."

UNUSED: Final[dict[str, str]] = {
    "theme.custom_dir": "Override the templates of kbgen, which are in the folder kbgen/.",
    "theme.palette": _COLORS,
    "theme.font": _FONT,
    "theme.features": "kbgen has its own navigation and search. Remove the features.",
    "theme.icon": "Set an image as theme.logo; categories have an 'icon' in _category.yml.",
    "extra.analytics": "Use a script of your own: extra_javascript. See also 'feedback'.",
    "extra.consent": "Pages set no cookies and load nothing from other sites. Remove it.",
    "extra.version": "Publish each version as a separate site.",
    "extra.homepage": "The logo leads to the home page of the site.",
    "extra.status": "Mark articles with 'tags'.",
    "extra_templates": "Put the files into the content folder.",
    "site_author": "Name the authors in 'copyright'.",
    "strict": "Use 'kbgen build --strict'.",
    "validation": _CHECK,
    "watch": "'kbgen serve' follows the files that a site uses.",
}
"""Name of a setting → what to use instead."""
_COMMENTS: Final = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_EXTENDS: Final = re.compile(r"\{%-?\s*extends\s+[\"'][^\"'%]+[\"']\s*-?%\}")
_PARTLY: Final = frozenset({"theme.custom_dir", "theme.features", "theme.font", "theme.palette"})
"""Settings of which only the parts that are named have no effect."""
_WITHOUT: Final[dict[str, str]] = {"theme.font": "loads no files from other sites"}
"""Setting → what it does not do, if that is less than everything."""
# These work in every site, whether they are listed or not.
_BUILT_IN_FEATURES: Final = frozenset(
    {
        *EDIT_FEATURES,
        "content.code.copy",
        "navigation.footer",
        "navigation.indexes",
        "navigation.path",
        "search.highlight",
        "search.suggest",
    }
)


def unused_settings(
    tree: Mapping[str, Located], root: Path, kbgen: KbgenSettings
) -> tuple[UnusedSetting, ...]:
    """Return the settings that have no effect, in the order of `UNUSED`.

    Args:
        tree: The settings.
        root: The folder of mkdocs.yml.
        kbgen: The `kbgen` block, whose colors and fonts replace those of the theme.
    """
    replaced = {"theme.palette": kbgen.colors, "theme.font": kbgen.font}
    return tuple(_found(tree, root, {name for name, value in replaced.items() if value}))


def _found(
    tree: Mapping[str, Located], root: Path, replaced: Collection[str]
) -> Iterator[UnusedSetting]:
    for name, instead in UNUSED.items():
        entry = None if name in replaced else _entry(tree, name)
        lost = _lost(name, entry.plain(), root) if entry else None
        if entry and lost:
            details = ", ".join(map(str, lost)) if name in _PARTLY else ""
            what = _WITHOUT.get(name, "has no effect")
            yield UnusedSetting(name, *entry.key_location, details, instead, what)


def _entry(tree: Mapping[str, Located], name: str) -> Located | None:
    group, _, key = name.rpartition(".")
    entries = dict(tree[group].items()) if group in tree else {} if group else tree
    return entries.get(key)


def _lost(name: str, value: Any, root: Path) -> Any:
    """Return the part of a setting without an effect; `false` or an empty value if none."""
    if name == "theme.features":
        items = value if isinstance(value, list) else []
        return [item for item in items if str(item) not in _BUILT_IN_FEATURES]
    if name == "theme.palette":
        return list(dict.fromkeys(unknown_colors(value)))
    if name == "theme.font":
        font = theme_font(value)
        return list(dict.fromkeys(filter(None, (font.family, font.code)))) if font else []
    if name == "theme.custom_dir":
        folder = root / str(value)
        templates = sorted(folder.rglob("*.html")) if value else ()
        changing = (path for path in templates if not _only_extends(path))
        paths = (path.relative_to(folder).as_posix() for path in changing)
        return [path for path in paths if not path.startswith("kbgen/")]
    return value


def _only_extends(template: Path) -> bool:
    """Tell whether a template changes nothing: it extends another one, and has comments at most."""
    try:
        text = template.read_text("utf-8")
    except (OSError, ValueError):
        return False
    return _EXTENDS.fullmatch(_COMMENTS.sub("", text).strip()) is not None
