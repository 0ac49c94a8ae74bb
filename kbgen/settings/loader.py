# SPDX-License-Identifier: MIT
"""Read mkdocs.yml as `SiteSettings`, without MkDocs.

Reports all problems of the file at once, each with its location.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic, Navigation
from kbgen.runtime.addresses import is_web_address
from kbgen.runtime.located_fields import FieldReport, report_cut
from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems
from kbgen.settings.block import SETTINGS_RULES, read_block
from kbgen.settings.file_patterns import patterns_problem
from kbgen.settings.i18n import plugin_languages
from kbgen.settings.nav import read_navigation
from kbgen.settings.plugins import PluginKind, known_plugin
from kbgen.settings.settings_yaml import read_yaml
from kbgen.settings.types import (
    ExtraScript,
    KbgenSettings,
    OtherPlugin,
    PageFile,
    RelativeFolder,
    SiteSettings,
)
from kbgen.settings.unused import unused_settings

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
NOT_ENABLED: Final = "the kbgen plugin is not enabled"
OTHER_THEME: Final = "the theme must be material"
"""Messages about a site that does not use kbgen yet."""
_MAX_INHERITED_FILES = 10
_ReportProblem = Callable[[str, str, str], None]
"""A function of (setting, message, hint)."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings and their problems. `settings` is usable only when no diagnostic is an error."""

    settings: SiteSettings
    diagnostics: tuple[Diagnostic, ...]


def find_config(start: Path, explicit: Path | None = None) -> Path:
    """Find the settings file: `explicit`, or mkdocs.yml in `start` or a folder above it.

    Raises:
        SettingsError: There is no such file.
    """
    if explicit is not None:
        if not explicit.is_file():
            raise SettingsError(
                f"the settings file {explicit} does not exist",
                "Check the path after --config-file.",
            )
        return explicit.resolve()
    for folder in (start.resolve(), *start.resolve().parents):
        for name in CONFIG_NAMES:
            if (folder / name).is_file():
                return folder / name
    raise SettingsError(
        "there is no mkdocs.yml in this folder or in a folder above it",
        "Change to your site's folder, or pass the file with --config-file.",
    )


def load_settings(config_file: Path) -> LoadedSettings:
    """Read the settings of a site.

    Raises:
        SettingsError: The file cannot be read at all. The message contains its location.
    """
    diagnostics: list[Diagnostic] = []
    texts: list[str] = []
    tree = _read_tree(config_file, diagnostics, texts)
    # An unreadable file lacks every setting; reporting each as missing would only distract.
    problems = Problems(config_file.name, diagnostics if tree else [])
    kbgen = _kbgen_settings(tree, problems)
    settings = _site_settings(tree, config_file, kbgen, problems)
    settings = replace(settings, digest=_digest(tree, texts), texts_digest=_sha256_of(texts))
    return LoadedSettings(settings, tuple(sorted(diagnostics, key=lambda item: item.sort_key)))


def _digest(tree: dict[str, Located], texts: list[str]) -> str:
    """Return `SiteSettings.digest`.

    Empty with other plugins, hooks or `!ENV`, which depend on more than the file.
    """
    # `!` starts a tag such as `!ENV`. In plain text, it costs only a missed cache.
    others = any(name not in ("kbgen", "search") for name, _ in _plugins(tree))
    if others or "hooks" in tree or any("!" in text for text in texts):
        return ""
    return _sha256_of(texts)


def _sha256_of(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()


def _read_tree(
    config_file: Path, diagnostics: list[Diagnostic], texts: list[str]
) -> dict[str, Located]:
    """Return the settings of the file, merged over those of the file that `INHERIT` names.

    Adds the text of each file to `texts`, and its problems to `diagnostics`.
    """
    try:
        text = config_file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{config_file.name}:1:1: KB701 the file is not UTF-8", "Save it as UTF-8."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"{config_file.name}:1:1: KB701 the file cannot be read: {error.strerror}"
        ) from error

    texts.append(text)
    problems = Problems(config_file.name, diagnostics)
    root = read_yaml(text, problems)
    if root is not None and not isinstance(root.value, dict):
        message, hint = "the file contains no settings", "Write 'name: value' lines."
        problems.add("KB701", message, line=root.line, column=root.column, hint=hint)
        return {}
    tree: dict[str, Located] = root.value if root else {}
    parent = tree.pop("INHERIT", None)
    if parent is None:
        return tree
    if len(texts) > _MAX_INHERITED_FILES:
        message = f"INHERIT is circular, or more than {_MAX_INHERITED_FILES} files deep"
        hint = "Remove INHERIT from one of the files."
        problems.add("KB701", message, line=parent.line, column=parent.column, hint=hint)
        return tree
    return _merge(_read_tree(config_file.parent / str(parent.value), diagnostics, texts), tree)


def _merge(below: dict[str, Located], above: dict[str, Located]) -> dict[str, Located]:
    """Merge as `INHERIT` of MkDocs does: mappings merge key by key, other values are replaced."""
    merged = dict(below)
    for key, item in above.items():
        old = merged.get(key)
        both = old is not None and isinstance(old.value, dict) and isinstance(item.value, dict)
        merged[key] = replace(item, value=_merge(old.value, item.value)) if both and old else item
    return merged


def _plugins(tree: dict[str, Located]) -> list[tuple[str, Located]]:
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


def _kbgen_settings(tree: dict[str, Located], problems: Problems) -> KbgenSettings:
    language = str(_theme(tree).get("language") or "en")
    for name, block in _plugins(tree):
        if name == "kbgen":
            read = read_block(block, language, problems)
            of_plugin = plugin_languages(_plugins(tree)).languages
            names_languages = "languages" in dict(block.items())
            return read if names_languages or not of_plugin else replace(read, languages=of_plugin)
    hint = "Add 'plugins: [kbgen]' to mkdocs.yml."
    problems.add("KB703", NOT_ENABLED, hint=hint)
    return KbgenSettings(languages=(language,))


def _theme(tree: dict[str, Located]) -> dict[str, Any]:
    theme = tree["theme"].plain() if "theme" in tree else {}
    return theme if isinstance(theme, dict) else {"name": theme}


def _site_settings(
    tree: dict[str, Located], config_file: Path, kbgen: KbgenSettings, problems: Problems
) -> SiteSettings:
    root, theme = config_file.parent, _theme(tree)
    others = tuple(
        OtherPlugin(name, item.line, item.column)
        for name, item in _plugins(tree)
        if name != "kbgen"
    )
    plugin_fields: list[str] = []
    for plugin in others:
        plugin_fields += known_plugin(plugin.name).fields
    navigation = sorted({_navigation_file(name, item) for name, item in _plugins(tree)} - {""})
    plain = {key: item.plain() for key, item in tree.items() if key != "plugins"}

    def wrong(key: str, message: str, hint: str) -> None:
        entry = tree.get(key, Located(None, 1, 1))
        problems.add("KB703", message, line=entry.line, column=entry.column, hint=hint)

    _report_cut_texts(tree, problems)
    _require(plain, theme, root, wrong)
    i18n = plugin_languages(_plugins(tree))
    return SiteSettings(
        root=root,
        config_file=config_file,
        site_name=str(plain.get("site_name") or ""),
        site_url=_site_url(plain.get("site_url"), wrong),
        docs_dir=root / _docs_dir(plain),
        site_dir=root / str(plain.get("site_dir") or "site"),
        use_directory_urls=plain.get("use_directory_urls") is not False,
        theme_language=str(theme.get("language") or "en"),
        markdown_extensions=_extensions(plain.get("markdown_extensions"), _docs_dir(plain)),
        kbgen=replace(kbgen, plugin_fields=tuple(plugin_fields)),
        description=str(plain.get("site_description") or ""),
        copyright=str(plain.get("copyright") or ""),
        logo=str(theme.get("logo") or ""),
        favicon=str(theme.get("favicon") or ""),
        extra_css=_paths(plain.get("extra_css")),
        extra_javascript=_scripts(plain.get("extra_javascript")),
        exclude_docs=_patterns("exclude_docs", plain.get("exclude_docs"), wrong),
        draft_docs=_patterns("draft_docs", plain.get("draft_docs"), wrong),
        page_files=tuple(
            chain(
                _theme_images(tree.get("theme")),
                _page_files(tree.get("extra_css")),
                _page_files(tree.get("extra_javascript")),
            )
        ),
        custom_dir=root / str(theme["custom_dir"]) if theme.get("custom_dir") else None,
        other_plugins=others,
        unused=unused_settings(tree, root),
        navigation_files=tuple(navigation),
        navigation=_navigation(tree, others) if plain.get("nav") and kbgen.follow_nav else None,
        not_in_nav=_patterns("not_in_nav", plain.get("not_in_nav"), wrong),
        nav_translations=i18n.translations,
        language_suffixes=i18n.has_suffixes,
        reads_i18n=kbgen.languages == i18n.languages,
        has_hooks=bool(plain.get("hooks")),
    )


def _report_cut_texts(tree: Mapping[str, Located], problems: Problems) -> None:
    """Report the texts of a site that end at a number sign."""
    report = FieldReport(problems, SETTINGS_RULES)
    for name in ("site_name", "site_description", "site_author", "copyright"):
        if name in tree:
            report_cut(tree[name], name, report)


def _navigation(tree: dict[str, Located], others: tuple[OtherPlugin, ...]) -> Navigation | None:
    """Return `nav`, unless the site follows a plugin's navigation."""
    is_made = any(known_plugin(item.name).kind is PluginKind.NAVIGATES for item in others)
    return None if is_made else read_navigation(tree["nav"])


def _navigation_file(plugin: str, item: Located) -> str:
    """Return the name of the files from which a plugin reads a navigation, or an empty string."""
    option, default = known_plugin(plugin).file
    options = item.plain() if option else None
    return str(options.get(option) or default) if isinstance(options, dict) else default


def _require(
    plain: Mapping[str, Any], theme: Mapping[str, Any], root: Path, wrong: _ReportProblem
) -> None:
    """Report the missing settings that every site needs."""
    if not isinstance(plain.get("site_name"), str) or not plain["site_name"].strip():
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
    """Return a setting with one pattern of files a line, or an empty string."""
    if value is None:
        return ""
    hint = f"Write '{name}: |', and below it one pattern a line, as in a .gitignore file."
    if not isinstance(value, str):
        wrong(name, f"'{name}' must be text", hint)
        return ""
    if problem := patterns_problem(value):
        wrong(name, f"'{name}': {problem}", hint)
        return ""
    return value


def _extensions(value: Any, docs_dir: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return (name, configuration) of each extension, from a mapping or a list as MkDocs allows."""
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


def _paths(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in (value if isinstance(value, list) else []))


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


def _theme_images(theme: Located | None) -> Iterator[PageFile]:
    entries = dict(theme.items()) if theme else {}
    for item in (entries[name] for name in ("logo", "favicon") if name in entries):
        if item.value:
            yield PageFile(str(item.plain()), item.line, item.column)


def _page_files(entry: Located | None) -> Iterator[PageFile]:
    for item in entry.value if entry and isinstance(entry.value, list) else ():
        path = dict(item.items()).get("path") or item
        yield PageFile(str(path.plain()), path.line, path.column)
