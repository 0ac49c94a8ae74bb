# SPDX-License-Identifier: MIT
"""Choose the Markdown extensions: the ones that are always on, plus those in the site's settings.

In: `SiteSettings.markdown_extensions`, the level of trust. Out: names and configurations for
`markdown.Markdown`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from kbgen.content.markdown.diagrams.diagrams import mermaid_fence
from kbgen.content.markdown.sanitizing.allowed import word_set
from kbgen.errors import SettingsError
from kbgen.model import Trust
from kbgen.settings.types import PythonCall, PythonName

if TYPE_CHECKING:
    from collections.abc import Iterable

Extensions = dict[str, dict[str, Any]]

# Extensions that the always-on ones replace; a collection adds only the parts that they lack.
_REPLACED: dict[str, tuple[str, ...]] = {
    "extra": ("abbr",),
    "pymdownx.extra": ("abbr", "pymdownx.betterem"),
    "fenced_code": (),
    "codehilite": (),
    # It embeds images as data URLs, which pages may not have: images stay files.
    "pymdownx.b64": (),
    # It marks links for the previews of Material's pages, and fails outside of MkDocs.
    "material.extensions.preview": (),
}
# Math is MathML, made when the site is built, whatever extension finds the formulas.
_FENCES: Final = "pymdownx.superfences"
_MATH: Final = "pymdownx.arithmatex"
_OTHER_MATH: Final = ("mdx_math", "python_markdown_math")

# Options that hold only until a site names the extension: then its defaults are those of MkDocs.
_UNTIL_NAMED: Final = {"pymdownx.tilde": "subscript"}

# Options that a site cannot change: pages have no inline style and no script in their text.
_PINNED: Extensions = {
    "tables": {"use_align_attribute": True},
    "pymdownx.highlight": {"noclasses": False},
    _MATH: {
        "generic": True,
        "tex_inline_wrap": ["\\(", "\\)"],
        "tex_block_wrap": ["\\[", "\\]"],
        "inline_tag": "span",
        "block_tag": "div",
    },
}
# Extensions for imported text: no HTML, no attributes, no files. An extension that is not listed
# may do anything.
_PURE = word_set(
    """abbr admonition def_list footnotes nl2br sane_lists smarty tables toc pymdownx.arithmatex
    pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.emoji
    pymdownx.escapeall pymdownx.fancylists pymdownx.highlight pymdownx.inlinehilite pymdownx.keys
    pymdownx.magiclink pymdownx.mark pymdownx.progressbar pymdownx.quotes pymdownx.saneheaders
    pymdownx.smartsymbols pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde"""
)


def always_on() -> Extensions:
    """Return the extensions of every site: classes only, no inline style, no permalinks."""
    return {
        # The anchors of headings are those of MkDocs: links to a site that moves here keep working.
        "toc": {"permalink": False},
        "tables": {"use_align_attribute": True},
        _FENCES: {},
        "pymdownx.highlight": {"noclasses": False, "use_pygments": True},
        "admonition": {},
        "pymdownx.details": {},
        "attr_list": {},
        "def_list": {},
        "footnotes": {"BACKLINK_TITLE": "{}"},
        "md_in_html": {},
        "sane_lists": {},
        # As on GitHub: `- [ ] open`, `~~struck~~`, addresses as links.
        "pymdownx.tasklist": {},
        "pymdownx.tilde": {"subscript": False},
        "pymdownx.magiclink": {},
    }


def effective(
    added: Iterable[tuple[str, dict[str, Any]]], trust: Trust = Trust.AUTHORED
) -> Extensions:
    """Return the extensions of a site by name; its options override the defaults one by one.

    Args:
        added: Names and configurations from the settings.
        trust: The level of trust. Imported text gets only the extensions in `_PURE`.

    Raises:
        SettingsError: A `!!python/name:` in the settings does not exist.
    """
    extensions = always_on()
    for name, configuration in added:
        short = short_name(name)
        if short in _REPLACED:
            options = _options_of_parts(configuration)
            for part in (*_REPLACED[short], *options):
                extensions[part] = {**extensions.get(part, {}), **options.get(part, {})}
        elif short.partition(":")[0] in _OTHER_MATH:
            extensions[_MATH] = {**_as_arithmatex(configuration), **extensions.get(_MATH, {})}
        else:
            ours = extensions.get(short, {})
            ours.pop(_UNTIL_NAMED.get(short, ""), None)
            extensions[short] = {**ours, **resolve_names(configuration)}
    extensions[_FENCES] = _with_diagrams(extensions[_FENCES])
    return {
        name: {**configuration, **_PINNED.get(name, {})}
        for name, configuration in extensions.items()
        if trust is Trust.AUTHORED or name in _PURE
    }


def _options_of_parts(configuration: dict[str, Any]) -> Extensions:
    """Return the options that a collection has for always-on extensions, such as fences."""
    ours = always_on()
    options = {short_name(name): value for name, value in configuration.items()}
    return {
        name: resolve_names(value)
        for name, value in options.items()
        if name in ours and isinstance(value, dict)
    }


def without_replaced(names: Iterable[Any]) -> list[Any]:
    """Return the extensions without those that the always-on ones replace."""
    return [name for name in names if short_name(str(name)) not in _REPLACED]


def short_name(name: str) -> str:
    """Return the name of an extension without the package of Python-Markdown."""
    return name.removeprefix("markdown.extensions.")


def _with_diagrams(configuration: dict[str, Any]) -> dict[str, Any]:
    """Return the options of fences with ours for diagrams in Mermaid, whatever the site's do."""
    named = configuration.get("custom_fences") or []
    others = [fence for fence in named if fence.get("name") != "mermaid"]
    return {**configuration, "custom_fences": [*others, mermaid_fence()]}


def _as_arithmatex(configuration: dict[str, Any]) -> dict[str, Any]:
    """Return the options under which arithmatex finds the formulas that mdx_math finds."""
    dollar = ["dollar"] if configuration.get("enable_dollar_delimiter") else []
    return {"inline_syntax": [*dollar, "round"]}


def resolve_names(value: Any) -> Any:
    """Replace every `PythonName` and `PythonCall` in a configuration with the object it names."""
    if isinstance(value, PythonName):
        return _import(value.name)
    if isinstance(value, PythonCall):
        return _call(value)
    if isinstance(value, dict):
        return {key: resolve_names(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [resolve_names(item) for item in value]
    return value


def _call(call: PythonCall) -> Any:
    try:
        return _import(call.name)(*resolve_names(call.arguments), **resolve_names(call.keywords))
    except SettingsError:
        raise
    except Exception as error:  # the function of another package may raise anything
        hint = "Check its arguments under markdown_extensions."
        raise SettingsError(
            f"mkdocs.yml calls {call.name}, which fails: {type(error).__name__}: {error}", hint
        ) from error


def _import(name: str) -> Any:
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        hint = "Check its spelling under markdown_extensions, and that the package is installed."
        raise SettingsError(
            f"mkdocs.yml lists {name}, which cannot be imported: {error}", hint
        ) from error
