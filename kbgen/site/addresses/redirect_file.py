# SPDX-License-Identifier: MIT
"""Change lines of `_data/redirects.yml`, and keep comments and everything else in it.

Each line is `old: new`. Lines of another form are left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from kbgen.content.source.walk import DATA_FOLDER
from kbgen.errors import SettingsError
from kbgen.runtime.atomic_write import write_atomically
from kbgen.settings import SiteSettings
from kbgen.site.addresses.published import readable_redirect

_PATHS: Final = (f"{DATA_FOLDER}/redirects.yml", f"{DATA_FOLDER}/redirects.yaml")
_HEADER: Final = "# Old address: new address, article, or URL.\n"
_QUOTED: Final = r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\''
_LINE: Final = re.compile(
    rf"(?P<old>{_QUOTED}|[^\s\"'#:-][^\"']*?)\s*:[ \t]+(?P<new>{_QUOTED}|[^\s\"'#]\S*)"
    r"(?P<rest>(?:[ \t]+#.*)?)[ \t]*"
)
# Needs no quotes in YAML: begins with a letter, and has a slash or a dot.
_PLAIN: Final = re.compile(r"[^\W\d_][\w~-]*[/.][\w./~#-]*")


@dataclass(frozen=True, slots=True)
class RedirectFile:
    """The lines of the file, of which those with one redirect each can be read and changed."""

    lines: tuple[str, ...]

    @property
    def entries(self) -> dict[tuple[str, str], str]:
        """Return the redirects: page and anchor of the old address → the target as written."""
        found = (entry for line in self.lines if (entry := _entry(line)))
        return {readable_redirect(old.lstrip("/")): new for old, new, _ in found}

    def changed(self, redirects: Mapping[str, str]) -> RedirectFile:
        """Return the file with these redirects (old → new address).

        An old line for one of them gets the new target. A line for an address that is a target now
        is removed: the address has a page again.
        """
        wanted = {readable_redirect(old): new for old, new in redirects.items()}
        targets = {readable_redirect(new) for new in redirects.values()}
        lines: list[str] = []
        for line in self.lines:
            entry = _entry(line)
            key = readable_redirect(entry[0].lstrip("/")) if entry else None
            if entry and key in wanted:
                lines.append(f"{_scalar(entry[0])}: {_scalar(wanted.pop(key))}{entry[2]}")
            # Otherwise, the page at this address would never be shown.
            elif key not in targets:
                lines.append(line)
        texts = {readable_redirect(old): old for old in redirects}
        added = [f"{_scalar(texts[key])}: {_scalar(new)}" for key, new in wanted.items()]
        return RedirectFile((*lines, *added))


def redirects_path(settings: SiteSettings) -> str:
    """Return the path of the file in the content folder; it may have either ending."""
    return next((path for path in _PATHS if (settings.docs_dir / path).exists()), _PATHS[0])


def read_redirect_file(settings: SiteSettings) -> RedirectFile:
    """Read the file; an empty one if the site has none.

    Raises:
        SettingsError: The file is not UTF-8.
        OSError: It cannot be read.
    """
    path = settings.docs_dir / redirects_path(settings)
    try:
        text = path.read_text("utf-8-sig") if path.exists() else _HEADER
    except UnicodeDecodeError as error:
        shown = settings.display_path(redirects_path(settings))
        raise SettingsError(f"{shown} is not UTF-8", "Save the file as UTF-8.") from error
    return RedirectFile(tuple(text.splitlines()))


def write_redirect_file(settings: SiteSettings, file: RedirectFile) -> None:
    """Write the file.

    Raises:
        SettingsError: The old file has a form to which no line can be added.
        OSError: The file cannot be written. The previous one is unchanged.
    """
    name = redirects_path(settings)
    text = "".join(f"{line}\n" for line in file.lines)
    # A file such as `{a: b}` is valid YAML, but not with a line added to it.
    if not _is_mapping(text):
        raise SettingsError(
            f"redirects cannot be added to {settings.display_path(name)}",
            "Write each redirect on a line of its own: `old/address/: new/address/`.",
        )
    path = settings.docs_dir / name
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, text.encode())


def _is_mapping(text: str) -> bool:
    try:
        return isinstance(yaml.safe_load(text), dict)
    except yaml.YAMLError:
        return False


def _entry(line: str) -> tuple[str, str, str] | None:
    """Return the old address, the target, and the comment of a line; None for another line."""
    match = _LINE.fullmatch(line)
    return (_plain(match["old"]), _plain(match["new"]), match["rest"]) if match else None


def _plain(scalar: str) -> str:
    if scalar.startswith("'"):
        return scalar[1:-1].replace("''", "'")
    if scalar.startswith('"'):
        try:
            return str(json.loads(scalar))
        except ValueError:  # an escape that only YAML has
            return scalar[1:-1]
    return scalar


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
