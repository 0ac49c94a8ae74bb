# SPDX-License-Identifier: MIT
"""Read the tree of mkdocs.yml as `SiteSettings`, and report what is missing or invalid in it.

`loader` reads the files and the `kbgen` block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kbgen.runtime.addresses import is_web_address
from kbgen.runtime.located_fields import FieldReport, report_curly_quotes, report_cut
from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems
from kbgen.settings.block import SETTINGS_RULES
from kbgen.settings.brand import palette_colors, theme_font
from kbgen.settings.extra_links import read_alternate, read_social
from kbgen.settings.file_patterns import patterns_problem
from kbgen.settings.i18n import plugin_languages
from kbgen.settings.nav import read_navigation
from kbgen.settings.plugins import PluginKind, known_plugin
from kbgen.settings.repository import read_repository
from kbgen.settings.types import (
    ExtraScript,
    KbgenSettings,
    OtherPlugin,
    PageFile,
    RelativeFolder,
    SiteSettings,
)
from kbgen.settings.unused import unused_settings

OTHER_THEME: Final = "the theme must be material"
"""Message about a site that does not use kbgen yet."""
_MKDOCS_TEXTS: Final = ("site_name", "site_description", "copyright")
_ReportProblem = Callable[[str, str, str], None]
"""A function of (setting, message, hint)."""


def read_site_settings(
    tree: Mapping[str, Located], config_file: Path, kbgen: KbgenSettings, problems: Problems
) -> SiteSettings:
    """Return the settings of a site, without the digests of its files.

    Args:
        tree: The settings, merged with those that the file inherits.
        config_file: The settings file.
        kbgen: The `kbgen` block.
        problems: Receives the diagnostics.
    """
    root, theme = config_file.parent, theme_options(tree)
    plain = {key: item.plain() for key, item in tree.items() if key != "plugins"}

    def wrong(key: str, message: str, hint: str) -> None:
        entry = tree.get(key, Located(None, 1, 1))
        problems.add("KB703", message, line=entry.line, column=entry.column, hint=hint)

    _report_slips(tree, problems)
    _report_mappings(plain, wrong)
    _require(plain, theme, root, wrong)
    _report_missing_hooks(plain.get("hooks"), root, wrong)
    settings = SiteSettings(
        root=root,
        config_file=config_file,
        site_name=_text(plain.get("site_name")),
        site_url=_site_url(plain.get("site_url"), wrong),
        docs_dir=root / _docs_dir(plain),
        site_dir=root / str(plain.get("site_dir") or "site"),
        use_directory_urls=plain.get("use_directory_urls") is not False,
        theme_language=str(theme.get("language") or "en"),
        markdown_extensions=_extensions(plain.get("markdown_extensions"), _docs_dir(plain), wrong),
        kbgen=_with_theme(kbgen, theme),
        description=_text(plain.get("site_description")),
        copyright=_text(plain.get("copyright")),
        logo=str(theme.get("logo") or ""),
        favicon=str(theme.get("favicon") or ""),
        extra_css=_words(plain.get("extra_css")),
        extra_javascript=_scripts(plain.get("extra_javascript")),
        exclude_docs=_patterns("exclude_docs", plain.get("exclude_docs"), wrong),
        draft_docs=_patterns("draft_docs", plain.get("draft_docs"), wrong),
        not_in_nav=_patterns("not_in_nav", plain.get("not_in_nav"), wrong),
        page_files=(*_page_files(tree), *_brand_files(kbgen)),
        social=read_social(tree, FieldReport(problems, SETTINGS_RULES)),
        other_sites=read_alternate(tree, FieldReport(problems, SETTINGS_RULES)),
        repository=read_repository(plain, _words(theme.get("features"))),
        custom_dir=root / str(theme["custom_dir"]) if theme.get("custom_dir") else None,
        unused=unused_settings(tree, root, kbgen),
        has_hooks=bool(plain.get("hooks")),
    )
    return _with_plugins(settings, tree, has_nav=bool(plain.get("nav")))


def _with_plugins(
    settings: SiteSettings, tree: Mapping[str, Located], *, has_nav: bool
) -> SiteSettings:
    """Add the plugins and what depends on them: fields, navigation, languages."""
    plugins = listed_plugins(tree)
    others = tuple(
        OtherPlugin(name, item.line, item.column) for name, item in plugins if name != "kbgen"
    )
    fields = chain.from_iterable(known_plugin(plugin.name).fields for plugin in others)
    i18n = plugin_languages(plugins)
    nav = read_navigation(tree["nav"]) if has_nav else None
    is_made = any(known_plugin(item.name).kind is PluginKind.NAVIGATES for item in others)
    return replace(
        settings,
        kbgen=replace(settings.kbgen, plugin_fields=tuple(fields)),
        other_plugins=others,
        navigation_files=tuple(sorted({_navigation_file(*plugin) for plugin in plugins} - {""})),
        navigation=nav if not is_made and settings.kbgen.follow_nav else None,
        nav_for_plugin=nav if is_made else None,
        nav_translations=i18n.translations,
        language_suffixes=i18n.has_suffixes,
        reads_i18n=settings.kbgen.languages == i18n.languages,
        expects_fallback=i18n.falls_back,
    )


def listed_plugins(tree: Mapping[str, Located]) -> list[tuple[str, Located]]:
    """Return (name, configuration) of each plugin.

    MkDocs allows a mapping, or a list of names and single-entry mappings.
    """
    plugins = tree.get("plugins")
    if plugins is None:
        return []
    if isinstance(plugins.value, dict):
        return list(plugins.value.items())
    entries: list[tuple[str, Located]] = []
    for item in plugins.value if isinstance(plugins.value, list) else []:
        if isinstance(item.value, dict):
            entries.extend(item.value.items())
        else:
            entries.append((str(item.value), replace(item, value=None)))
    return entries


def theme_options(tree: Mapping[str, Located]) -> dict[str, Any]:
    """Return the options of the theme. MkDocs allows a mapping or a name."""
    theme = tree["theme"].plain() if "theme" in tree else {}
    return theme if isinstance(theme, dict) else {"name": theme}


def _report_missing_hooks(hooks: Any, root: Path, wrong: _ReportProblem) -> None:
    for path in hooks if isinstance(hooks, list) else ():
        if isinstance(path, str) and not (root / path).is_file():
            wrong("hooks", f"the hook {path} does not exist", "Correct its path, or remove it.")


def _report_slips(tree: Mapping[str, Located], problems: Problems) -> None:
    """Report the texts of a site that end at a number sign, and quotes that quote nothing."""
    report = FieldReport(problems, SETTINGS_RULES)
    for name in ("site_name", "site_description", "site_author", "copyright"):
        if name in tree:
            report_cut(tree[name], name, report)
            report_curly_quotes("KB703", tree[name], name, report)


def _report_mappings(plain: Mapping[str, Any], wrong: _ReportProblem) -> None:
    """Report a text for each language where MkDocs accepts only one."""
    for name in _MKDOCS_TEXTS:
        if isinstance(plain.get(name), dict):
            hint = f"Write one text here, and this mapping as '{name}' in the kbgen block."
            wrong(name, f"MkDocs accepts only one text as '{name}'", hint)


def _text(value: Any) -> str:
    """Return a setting of MkDocs as text; the first of a mapping, which is reported."""
    return str(next(iter(value.values()), "") if isinstance(value, dict) else value or "")


def _navigation_file(plugin: str, item: Located) -> str:
    """Return the name of the files from which a plugin reads a navigation, or an empty string."""
    option, default = known_plugin(plugin).file
    options = item.plain() if option else None
    return str(options.get(option) or default) if isinstance(options, dict) else default


def _require(
    plain: Mapping[str, Any], theme: Mapping[str, Any], root: Path, wrong: _ReportProblem
) -> None:
    """Report the missing settings that every site needs."""
    name = plain.get("site_name")
    if not isinstance(name, dict) and not (isinstance(name, str) and name.strip()):
        wrong(
            "site_name",
            "'site_name' is missing",
            "Add 'site_name: Your product help' to mkdocs.yml.",
        )
    if theme.get("name") != "material":
        wrong("theme", OTHER_THEME, "Write 'theme: {name: material}'.")
    if not (root / _docs_dir(plain)).is_dir():
        wrong(
            "docs_dir",
            f"the content folder '{_docs_dir(plain)}' does not exist",
            "Set 'docs_dir' to the folder of your articles.",
        )


def _docs_dir(plain: Mapping[str, Any]) -> str:
    return str(plain.get("docs_dir") or "docs")


def _site_url(value: Any, wrong: _ReportProblem) -> str:
    url = str(value or "").strip()
    if not url:
        return ""
    if not is_web_address(url) or "?" in url or "#" in url:
        wrong(
            "site_url",
            f"'{url}' is not a valid site address",
            "Write 'site_url: https://help.example.com/'.",
        )
        return ""
    return url.rstrip("/") + "/"


def _patterns(name: str, value: Any, wrong: _ReportProblem) -> str:
    """Return a setting with one file pattern per line, or an empty string."""
    if value is None:
        return ""
    hint = f"Write '{name}: |', and below it one pattern per line, as in a .gitignore file."
    if not isinstance(value, str):
        wrong(name, f"'{name}' must be text", hint)
        return ""
    if problem := patterns_problem(value):
        wrong(name, f"'{name}': {problem}", hint)
        return ""
    return value


def _extensions(
    value: Any, docs_dir: str, wrong: _ReportProblem
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return (name, configuration) of each extension, from a mapping or a list as MkDocs allows."""
    if value is not None and not isinstance(value, dict | list):
        hint = "Write one extension a line, each after a hyphen."
        wrong("markdown_extensions", "'markdown_extensions' must be a list", hint)
        return ()
    entries: list[tuple[str, dict[str, Any]]] = []
    items = (
        [{key: config} for key, config in value.items()] if isinstance(value, dict) else value or []
    )
    for item in items:
        pairs = item.items() if isinstance(item, dict) else [(str(item), None)]
        entries.extend(
            (str(name), _with_folders(config, docs_dir) if isinstance(config, dict) else {})
            for name, config in pairs
        )
    return tuple(entries)


def _with_folders(value: Any, docs_dir: str) -> Any:
    """Replace each `!relative` folder by its path, relative to the folder of mkdocs.yml."""
    if isinstance(value, dict):
        return {key: _with_folders(item, docs_dir) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_folders(item, docs_dir) for item in value]
    if isinstance(value, RelativeFolder):
        return value.path.replace("$config_dir", ".", 1).replace("$docs_dir", docs_dir, 1)
    return value


def _with_theme(kbgen: KbgenSettings, theme: Mapping[str, Any]) -> KbgenSettings:
    """Return the block with the colors and fonts of Material's, where it has none of its own."""
    return replace(
        kbgen,
        colors=kbgen.colors or palette_colors(theme.get("palette")),
        font=kbgen.font or theme_font(theme.get("font")),
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _scripts(value: Any) -> tuple[ExtraScript, ...]:
    """Return the scripts of every page: each is a path, or a mapping with attributes."""
    scripts = []
    for item in value if isinstance(value, list) else []:
        options = item if isinstance(item, dict) else {"path": item}
        path = str(options.get("path", ""))
        # As in MkDocs, which sets the type only where the entry has no attributes.
        default = "" if options is item or not path.endswith(".mjs") else "module"
        scripts.append(
            ExtraScript(path, str(options.get("type") or default), options.get("async") is True)
        )
    return tuple(scripts)


def _brand_files(kbgen: KbgenSettings) -> Iterator[PageFile]:
    fonts = kbgen.font.files if kbgen.font else ()
    logos = kbgen.logo.files() if kbgen.logo else ()
    pictures = (kbgen.social_image,) if kbgen.social_image else ()
    for file in (*fonts, *logos, *pictures):
        yield PageFile(file.path, file.line, file.column)


def _page_files(tree: Mapping[str, Located]) -> Iterator[PageFile]:
    """Yield the files that every page loads, in the order of the page."""
    theme = dict(tree["theme"].items()) if "theme" in tree else {}
    for item in (theme[name] for name in ("logo", "favicon") if name in theme):
        if item.value:
            yield PageFile(str(item.plain()), item.line, item.column)
    for entry in (tree[name] for name in ("extra_css", "extra_javascript") if name in tree):
        for item in entry.value if isinstance(entry.value, list) else ():
            path = dict(item.items()).get("path") or item
            yield PageFile(str(path.plain()), path.line, path.column)
