# SPDX-License-Identifier: MIT
"""Limit the files that Markdown extensions may read, and hash those that texts depend on.

In: extensions and settings. Out: the same with folders inside the site's folder; files are opened
with `safe_open` only. Other extensions are not limited, but run only on texts by the site's own
writers: they are trusted code, like a theme.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain, permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kbgen.content.source.included_files import snippet_names, without_part
from kbgen.content.source.safe_open import is_inside, open_inside
from kbgen.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown import Markdown

    from kbgen.content.markdown.rendering.extensions import Extensions
    from kbgen.settings.types import SiteSettings

SNIPPETS: Final = "pymdownx.snippets"
_EMOJI: Final = "pymdownx.emoji"


# A name that a plugin completes before snippets are read: `--8<-- "{{ name }}"`.
_COMPUTED: Final = re.compile(r"\{[{%]")


@dataclass(frozen=True, slots=True)
class _Snippet:
    digest: bytes
    names: tuple[str, ...]
    """Names of the snippets that its text includes."""


class FileRefused(Exception):
    """A text includes a file that it may not read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"snippet {name} {why}")
        self.name = name


def confine_folders(extensions: Extensions, settings: SiteSettings) -> Extensions:
    """Return the extensions with resolved folders, all inside the site's or the content folder.

    Raises:
        SettingsError: A folder is outside, or snippets would be downloaded from other sites.
    """
    kept = dict(extensions)
    if SNIPPETS in kept:
        kept[SNIPPETS] = _confine_snippets(kept[SNIPPETS], settings)
    if options := kept.get(_EMOJI, {}).get("options"):
        folders = _as_list(options.get("custom_icons", []))
        icons = [str(_inside_site(_EMOJI, "custom_icons", folder, settings)) for folder in folders]
        kept[_EMOJI] = {**kept[_EMOJI], "options": {**options, "custom_icons": icons}}
    return kept


def guard_snippets(markdown: Markdown) -> None:
    """Make a Markdown object read its snippets safely: no link can lead out of their folders."""
    if "snippet" in markdown.preprocessors:
        reader = _SnippetReader(markdown.preprocessors["snippet"])
        reader.processor.get_snippet_path = reader.path
        reader.processor.read_lines = reader.lines


def follows_files(settings: SiteSettings) -> bool:
    """Tell whether `SnippetFiles` knows the files that texts of this site include."""
    return any(name == SNIPPETS for name, _ in settings.markdown_extensions)


class SnippetFiles:
    """The snippet files of a site. Bodies depend on them in addition to their text.

    The folder of mkdocs.yml may be a large repository: only files that a text names are read.
    """

    def __init__(self, settings: SiteSettings) -> None:
        self._settings = settings
        self._configuration: dict[str, Any] | None = next(
            (options for name, options in settings.markdown_extensions if name == SNIPPETS), None
        )
        self._snippets: dict[str, _Snippet] = {}

    def state_for(self, text: bytes) -> str:
        """Return a hash of the snippets that a text may include; empty if it includes none."""
        if self._configuration is None:
            return ""
        names = {*_as_list(self._configuration.get("auto_append") or [])}
        if b"8<" in text:
            names.update(snippet_names(text.decode("utf-8", "replace")))
        if any(_COMPUTED.search(name) for name in names):
            return self._state_of_all
        snippets = self._with_included(names)
        if not snippets:
            return ""
        state = sha256()
        for name in sorted(snippets):
            state.update(name.encode("utf-8", "surrogatepass") + b"\0" + snippets[name].digest)
        return state.hexdigest()

    def _with_included(self, names: set[str]) -> dict[str, _Snippet]:
        """Return the snippets of these names, and of the names in their texts."""
        found: dict[str, _Snippet] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self._snippet(name)
                waiting += found[name].names
        return found

    def _snippet(self, name: str) -> _Snippet:
        if name not in self._snippets:
            self._snippets[name] = self._read(name)
        return self._snippets[name]

    def _read(self, name: str) -> _Snippet:
        """Read the files that a name may mean: one in each folder, with a colon in its name or not.

        A file that appears in an earlier folder replaces the one in a later folder.
        """
        state = sha256()
        names: list[str] = []
        for base in self._bases:
            folder = base if base.is_dir() else base.parent
            for spelling in dict.fromkeys((name, without_part(name))):
                data = None if "\0" in name else _content(folder / spelling, self._roots)
                state.update(b"-" if data is None else sha256(data).digest())
                names += snippet_names((data or b"").decode("utf-8", "replace"))
        return _Snippet(state.digest(), tuple(names))

    @cached_property
    def _bases(self) -> list[Path]:
        return _bases(self._configuration or {}, self._settings)

    @cached_property
    def _roots(self) -> tuple[Path, ...]:
        return _roots(self._bases)

    @cached_property
    def _state_of_all(self) -> str:
        """Return a hash of all files, for a text in which a plugin fills in a name."""
        state = sha256()
        for path in chain.from_iterable(
            files_below(base, self._settings.site_dir) for base in self._bases
        ):
            name = os.path.relpath(path, self._settings.root)
            state.update(f"{name}\0".encode("utf-8", "surrogateescape"))
            state.update(sha256(_content(path, self._roots) or b"").digest())
        return state.hexdigest()


def files_below(path: Path, site_dir: Path) -> Iterator[Path]:
    """Yield the path if it is a file, else all files below it in order.

    Hidden files, compiled modules and the published site are skipped.
    """
    if path.is_file():
        yield path
        return
    for folder, folders, files in os.walk(path):
        kept = (name for name in sorted(folders) if not name.startswith((".", "__pycache__")))
        # Assigning to the slice makes `os.walk` skip the other folders.
        folders[:] = [name for name in kept if Path(folder, name) != site_dir]
        visible = (Path(folder, name) for name in sorted(files) if not name.startswith("."))
        yield from filter(Path.is_file, visible)


class _SnippetReader:
    def __init__(self, processor: Any) -> None:
        self.processor = processor
        self._find = processor.get_snippet_path
        self._roots = _roots(map(Path, processor.base_path))

    def path(self, name: str) -> str:
        """Return the path of a snippet's file."""
        path: str | None = self._find(name)
        if path is None:
            raise FileRefused(name, "is not in the folders of snippets")
        if not any(is_inside(os.path.realpath(path), root) for root in self._roots_for(path)):
            raise FileRefused(name, "points outside the folders of snippets, or to a hidden file")
        return path

    def lines(self, path: str) -> list[str]:
        """Return the lines of a snippet's file."""
        real, roots = os.path.realpath(path), self._roots_for(path)
        root = next(root for root in roots if is_inside(real, root))
        try:
            with open_inside(Path(path), root) as stream:
                text = stream.read().decode("utf-8-sig").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise FileRefused(Path(path).name, f"cannot be read: {why}") from error
        return text.split("\n") if text else []

    def _roots_for(self, path: str) -> list[Path]:
        """Return the folders that a path may lead to: no link leads out of the innermost one."""
        within = [root for root in self._roots if Path(path).is_relative_to(root)]
        outer = {root for root, inner in permutations(within, 2) if root in inner.parents}
        return [root for root in self._roots if root not in outer]


def _confine_snippets(configuration: dict[str, Any], settings: SiteSettings) -> dict[str, Any]:
    if configuration.get("url_download"):
        hint = "Remove url_download from mkdocs.yml, and keep the texts next to the articles."
        raise SettingsError(f"{SNIPPETS} cannot download texts from other sites", hint)
    folders = [str(folder) for folder in _bases(configuration, settings)]
    return {**configuration, "base_path": folders, "restrict_base_path": True, "check_paths": True}


def _bases(configuration: dict[str, Any], settings: SiteSettings) -> list[Path]:
    """Return the folders of snippets.

    When the settings name none, it is the folder of mkdocs.yml, as in MkDocs, and then the content
    folder.
    """
    default = (settings.root, settings.docs_dir)
    named = _as_list(configuration.get("base_path") or map(str, default))
    return [_inside_site(SNIPPETS, "base_path", folder, settings) for folder in named]


def _inside_site(extension: str, option: str, folder: str, settings: SiteSettings) -> Path:
    path = settings.root / folder
    real = Path(os.path.realpath(path))
    if not any(
        real.is_relative_to(os.path.realpath(root)) for root in (settings.root, settings.docs_dir)
    ):
        hint = "Use a folder inside the folder of mkdocs.yml."
        raise SettingsError(f"{option} of {extension} is outside the site's folder: {folder}", hint)
    return Path(os.path.normpath(path))


def _as_list(value: Any) -> Iterable[str]:
    return [str(value)] if isinstance(value, str | os.PathLike) else [str(item) for item in value]


def _roots(bases: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders that a snippet's real path must be in; a base may be a single file."""
    return tuple(base if base.is_dir() else base.parent for base in bases)


def _content(path: Path, roots: Iterable[Path]) -> bytes | None:
    """Return the text of a snippet, or None; a link that leads out of the folders is not opened."""
    real = os.path.realpath(path)
    for root in (root for root in roots if is_inside(real, root)):
        try:
            with open_inside(path, root) as stream:
                return stream.read()
        except OSError:
            continue
    return None
