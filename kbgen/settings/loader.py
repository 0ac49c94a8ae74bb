# SPDX-License-Identifier: MIT
"""Read mkdocs.yml as `SiteSettings`, without MkDocs.

Reports all problems of the file at once, each with its location.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic
from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems
from kbgen.settings.block import read_block
from kbgen.settings.i18n import plugin_languages
from kbgen.settings.language_locations import language_locations
from kbgen.settings.settings_yaml import read_yaml
from kbgen.settings.site_settings import listed_plugins, read_site_settings, theme_options
from kbgen.settings.types import KbgenSettings, SiteSettings

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
NOT_ENABLED: Final = "the kbgen plugin is not enabled"
"""Message about a site that does not use kbgen yet."""
_MAX_INHERITED_FILES = 10


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
    locations = language_locations(tree, listed_plugins(tree))
    kbgen = replace(kbgen, language_locations=locations)
    settings = read_site_settings(tree, config_file, kbgen, problems)
    settings = replace(settings, digest=_digest(tree, texts), texts_digest=_sha256_of(texts))
    return LoadedSettings(settings, tuple(sorted(diagnostics, key=lambda item: item.sort_key)))


def _digest(tree: dict[str, Located], texts: list[str]) -> str:
    """Return `SiteSettings.digest`.

    Empty with other plugins, hooks or `!ENV`, which depend on more than the file.
    """
    # `!` starts a tag such as `!ENV`. In plain text, it costs only a missed cache.
    others = any(name not in ("kbgen", "search") for name, _ in listed_plugins(tree))
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


def _kbgen_settings(tree: dict[str, Located], problems: Problems) -> KbgenSettings:
    language = str(theme_options(tree).get("language") or "en")
    _report_beside_kbgen(tree, problems)
    for name, block in listed_plugins(tree):
        if name == "kbgen":
            read = read_block(block, language, problems)
            of_plugin = plugin_languages(listed_plugins(tree)).languages
            names_languages = "languages" in dict(block.items())
            return read if names_languages or not of_plugin else replace(read, languages=of_plugin)
    hint = "Add 'plugins: [kbgen]' to mkdocs.yml."
    problems.add("KB703", NOT_ENABLED, hint=hint)
    return KbgenSettings(languages=(language,))


def _report_beside_kbgen(tree: dict[str, Located], problems: Problems) -> None:
    """Report settings of kbgen that are next to its name, so that they are taken for plugins."""
    plugins = tree.get("plugins")
    for entry in plugins.value if plugins and isinstance(plugins.value, list) else ():
        names = dict(entry.items())
        for name, value in names.items():
            if "kbgen" in names and name != "kbgen":
                line, column = value.key_location
                message = f"'{name}' is next to kbgen and not below it"
                hint = f"Indent it by two more spaces, as a setting of kbgen: `    {name}: …`"
                problems.add("KB703", message, line=line, column=column, hint=hint)
