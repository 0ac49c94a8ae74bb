# SPDX-License-Identifier: MIT
"""mkdocs.yml → `SiteSettings`, without MkDocs; all problems of the file at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic, diagnostic
from kbgen.settings.block import read_block
from kbgen.settings.plugins import known_plugin
from kbgen.settings.types import KbgenSettings, OtherPlugin, SiteSettings
from kbgen.settings.yaml_nodes import Located, read_yaml

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_MAXIMUM_INHERITANCE = 10
_Wrong = Callable[[str, str, str], None]
"""(setting, message, hint)"""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings and what is wrong with them; `settings` is usable only when no diagnostic is an error."""

    settings: SiteSettings
    diagnostics: tuple[Diagnostic, ...]


def find_config(start: Path, explicit: Path | None = None) -> Path:
    """The settings file: the one named, else mkdocs.yml in `start` or a folder above it.

    Raises:
        SettingsError: there is none.
    """
    if explicit is not None:
        if not explicit.is_file():
            raise SettingsError(
                f"there is no settings file {explicit}", "Name an existing mkdocs.yml with --config-file."
            )
        return explicit.resolve()
    for folder in (start.resolve(), *start.resolve().parents):
        for name in CONFIG_NAMES:
            if (folder / name).is_file():
                return folder / name
    raise SettingsError(
        "there is no mkdocs.yml here or in a folder above",
        "Go to the folder of your site, or name the file with --config-file.",
    )


def load_settings(config_file: Path) -> LoadedSettings:
    """Read and type the settings of a site.

    Raises:
        SettingsError: the file cannot be read at all (its message holds the place).
    """
    problems: list[Diagnostic] = []
    texts: list[str] = []
    tree = _read_tree(config_file, problems, texts)
    # What is missing from a file that could not be read says nothing.
    further: list[Diagnostic] = problems if tree else []
    kbgen = _block(tree, config_file, further)
    settings = replace(_site(tree, config_file, kbgen, further), digest=_digest(tree, texts), texts_digest=_sha(texts))
    return LoadedSettings(settings, tuple(sorted(problems, key=lambda item: item.sort_key)))


def _digest(tree: dict[str, Located], texts: list[str]) -> str:
    """See `SiteSettings.digest`: other plugins, hooks and `!ENV` look at more than the file."""
    others = any(name not in ("kbgen", "search") for name, _ in _plugins(tree))
    if others or "hooks" in tree or any("!" in text for text in texts):
        return ""
    return _sha(texts)


def _sha(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()


def _read_tree(config_file: Path, problems: list[Diagnostic], texts: list[str]) -> dict[str, Located]:
    """The file's mapping, laid over the file that its `INHERIT` names; `texts` takes what was read."""
    try:
        text = config_file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{config_file.name}:1:1: KB701 the file is not UTF-8", "Save it as UTF-8.") from error
    except OSError as error:
        raise SettingsError(f"{config_file.name}:1:1: KB701 the file cannot be read: {error.strerror}") from error

    texts.append(text)

    def problem(line: int, column: int, message: str, hint: str) -> None:
        problems.append(diagnostic("KB701", config_file.name, message, line=line, column=column, hint=hint))

    root = read_yaml(text, problem)
    if root is not None and not isinstance(root.value, dict):
        problem(root.line, root.column, "settings are not a mapping", "Write 'key: value' lines.")
        return {}
    tree: dict[str, Located] = dict(root.value) if root else {}
    parent = tree.pop("INHERIT", None)
    if parent is None:
        return tree
    if len(texts) > _MAXIMUM_INHERITANCE:
        problem(parent.line, parent.column, "INHERIT goes round in a circle", "")
        return tree
    return _merge(_read_tree(config_file.parent / str(parent.value), problems, texts), tree)


def _merge(below: dict[str, Located], above: dict[str, Located]) -> dict[str, Located]:
    """MkDocs' rule of `INHERIT`: mappings merge key by key, anything else is replaced."""
    merged = dict(below)
    for key, item in above.items():
        old = merged.get(key)
        both = old is not None and isinstance(old.value, dict) and isinstance(item.value, dict)
        merged[key] = replace(item, value=_merge(old.value, item.value)) if both and old else item
    return merged


def _plugins(tree: dict[str, Located]) -> list[tuple[str, Located]]:
    """(name, configuration) of each plugin, in MkDocs' two ways of writing them."""
    found = tree.get("plugins")
    if found is None:
        return []
    if isinstance(found.value, dict):
        return list(found.value.items())
    entries: list[tuple[str, Located]] = []
    for item in found.value if isinstance(found.value, list) else []:
        if isinstance(item.value, dict):
            entries.extend(item.value.items())
        else:
            entries.append((str(item.value), replace(item, value=None)))
    return entries


def _block(tree: dict[str, Located], config_file: Path, problems: list[Diagnostic]) -> KbgenSettings:
    language = str(_theme(tree).get("language") or "en")
    for name, block in _plugins(tree):
        if name == "kbgen":
            return read_block(block, language, config_file.name, problems)
    problems.append(
        diagnostic(
            "KB703",
            config_file.name,
            "the plugin kbgen is not switched on",
            hint="Add 'plugins: [kbgen]' to mkdocs.yml.",
        )
    )
    return KbgenSettings(languages=(language,))


def _theme(tree: dict[str, Located]) -> dict[str, Any]:
    found = tree["theme"].plain() if "theme" in tree else {}
    return found if isinstance(found, dict) else {"name": found}


def _site(
    tree: dict[str, Located], config_file: Path, kbgen: KbgenSettings, problems: list[Diagnostic]
) -> SiteSettings:
    root, theme = config_file.parent, _theme(tree)
    others = tuple(OtherPlugin(name, item.line, item.column) for name, item in _plugins(tree) if name != "kbgen")
    fields = tuple(field for plugin in others for field in known_plugin(plugin.name).fields)
    navigation = sorted({name for plugin, item in _plugins(tree) if (name := _navigation_file(plugin, item))})
    plain = {key: item.plain() for key, item in tree.items() if key != "plugins"}

    def wrong(key: str, message: str, hint: str) -> None:
        place = tree.get(key, Located(None, 1, 1))
        problems.append(diagnostic("KB703", config_file.name, message, line=place.line, column=place.column, hint=hint))

    _require(plain, theme, root, wrong)
    return SiteSettings(
        root=root,
        config_file=config_file,
        site_name=str(plain.get("site_name") or ""),
        site_url=_site_url(plain.get("site_url"), wrong),
        docs_dir=root / _docs_dir(plain),
        site_dir=root / str(plain.get("site_dir") or "site"),
        use_directory_urls=plain.get("use_directory_urls") is not False,
        theme_language=str(theme.get("language") or "en"),
        markdown_extensions=_extensions(plain.get("markdown_extensions")),
        kbgen=replace(kbgen, plugin_fields=fields),
        description=str(plain.get("site_description") or ""),
        copyright=str(plain.get("copyright") or ""),
        logo=str(theme.get("logo") or ""),
        favicon=str(theme.get("favicon") or ""),
        extra_css=_paths(plain.get("extra_css")),
        extra_javascript=_paths(plain.get("extra_javascript")),
        custom_dir=root / str(theme["custom_dir"]) if theme.get("custom_dir") else None,
        other_plugins=others,
        navigation_files=tuple(navigation),
        has_hooks=bool(plain.get("hooks")),
    )


def _navigation_file(plugin: str, item: Located) -> str:
    """The name of the files in which this plugin looks for a navigation; empty when it does not."""
    option, default = known_plugin(plugin).file
    options = item.plain() if option else None
    return str(options.get(option) or default) if isinstance(options, dict) else default


def _require(plain: Mapping[str, Any], theme: Mapping[str, Any], root: Path, wrong: _Wrong) -> None:
    """What no site can do without."""
    if not isinstance(plain.get("site_name"), str) or not plain["site_name"].strip():
        wrong("site_name", "'site_name' is missing", "Add 'site_name: Your product help' to mkdocs.yml.")
    if theme.get("name") != "material":
        wrong("theme", "the theme must be material", "Write 'theme: {name: material}'.")
    if not (root / _docs_dir(plain)).is_dir():
        wrong("docs_dir", f"the content folder '{_docs_dir(plain)}' does not exist", "Set 'docs_dir'.")


def _docs_dir(plain: Mapping[str, Any]) -> str:
    return str(plain.get("docs_dir") or "docs")


def _site_url(value: Any, wrong: _Wrong) -> str:
    url = str(value or "").strip()
    if not url:
        return ""
    if not re.fullmatch(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", url):
        wrong(
            "site_url",
            f"'{url}' is not the address of a site",
            "Write 'site_url: https://help.example.com/'.",
        )
        return ""
    return url.rstrip("/") + "/"


def _extensions(value: Any) -> tuple[tuple[str, dict[str, Any]], ...]:
    entries: list[tuple[str, dict[str, Any]]] = []
    items = [{key: config} for key, config in value.items()] if isinstance(value, dict) else value or []
    for item in items:
        pairs = item.items() if isinstance(item, dict) else [(str(item), None)]
        entries.extend((str(name), config if isinstance(config, dict) else {}) for name, config in pairs)
    return tuple(entries)


def _paths(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else []
    return tuple(str(item.get("path", "") if isinstance(item, dict) else item) for item in items)
