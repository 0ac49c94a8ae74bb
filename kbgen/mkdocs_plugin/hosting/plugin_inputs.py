# SPDX-License-Identifier: MIT
"""Track what plugins read besides a text and their options, so that changes are rendered.

There is one reader for each plugin that reads something. A reader may report a change that has no
effect, but it must never miss one.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kbgen.content.markdown.rendering.snippet_files import files_below
from kbgen.runtime.canonical import canonical
from kbgen.runtime.clock import build_day
from kbgen.settings import SiteSettings

if TYPE_CHECKING:
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.pages import Page


def options_text(options: Any) -> str:
    """Return the canonical text of options.

    If MkDocs turned an option into a live object, the text may differ in every process; then
    nothing is taken from the cache.
    """
    try:
        return canonical(options)
    except TypeError:
        return repr(options)


class Reader:
    """Inputs of one plugin; the base class has none."""

    def __init__(self, plugin: BasePlugin[Any], settings: SiteSettings) -> None:
        self._plugin, self._settings = plugin, settings

    def watched_paths(self) -> tuple[str, ...]:
        """Return the files and folders that the reader follows."""
        return ()

    @property
    def state(self) -> str:
        """Return a string that changes with any input that a page may show."""
        return ""

    def state_of(self, path: str, text: bytes) -> str:
        """Return a string that changes with any input that this text may show."""
        return ""

    def is_final(self, page: Page, text: str) -> bool:
        """Tell whether a rendered text stays valid until its state changes."""
        return True

    def fields(self, page: Page) -> dict[str, str]:
        """Return the front-matter fields that the plugin provides."""
        return {}


class MacroFiles(Reader):
    """Inputs of macros: included files, YAML files, Python modules, mkdocs.yml, the last commit."""

    _CLOCK: Final = re.compile(r"\bnow\s*\(")
    _MARKS: Final = (b"{{", b"{%", b"{#")

    def __init__(self, plugin: BasePlugin[Any], settings: SiteSettings) -> None:
        super().__init__(plugin, settings)
        # Options such as `j2_block_start_string` change the marks; then no text is without macros.
        self._marks = (
            ()
            if any(plugin.config[name] for name in plugin.config if "_string" in name)
            else self._MARKS
        )

    def watched_paths(self) -> tuple[str, ...]:
        """Return the folders of included files, the YAML files and the modules."""
        return tuple(str(path) for path in self._followed_paths())

    def state_of(self, path: str, text: bytes) -> str:
        """Return the state, or "" for a text without a macro."""
        # Hooks of a macro module also see texts without macros, so any hook makes all texts depend.
        plain = self._marks and not self._hooks and not any(mark in text for mark in self._marks)
        return "" if plain else self.state

    def is_final(self, page: Page, text: str) -> bool:
        """Return False for a text that uses the current time; each build renders it again."""
        return not self._CLOCK.search(text)

    @property
    def _hooks(self) -> list[Any]:
        plugin: Any = self._plugin
        return [*plugin.pre_macro_functions, *plugin.post_macro_functions]

    @cached_property
    def state(self) -> str:
        """Return the digest of everything that macros may read."""
        plugin: Any = self._plugin
        commit = {
            name: value for name, value in plugin.variables["git"].items() if name != "root_dir"
        }
        seen = sha256(
            options_text([self._settings.texts_digest, commit, plugin.variables["extra"]]).encode()
        )
        for path in self._followed_paths():
            for file in files_below(path, self._settings.site_dir):
                seen.update(
                    f"{os.path.relpath(file, self._settings.root)}\0".encode(
                        "utf-8", "surrogateescape"
                    )
                )
                seen.update(sha256(file.read_bytes()).digest())
        return seen.hexdigest()

    def _followed_paths(self) -> list[Path]:
        options, root = self._plugin.config, self._settings.root
        named = [
            next(iter(item.values())) if isinstance(item, Mapping) else item
            for item in options["include_yaml"]
        ]
        module = options["module_name"]
        include = options["include_dir"] or self._settings.docs_dir
        return [root / part for part in (include, *named, module, f"{module}.py")]


class GitHistory(Reader):
    """The inputs of revision dates: each article's commits, and the last commit if it is shown."""

    def state_of(self, path: str, text: bytes) -> str:
        """Return the state of the article's commits."""
        states = [self._commits.get(path) or build_day().isoformat(), self.state]
        if b"git_site" in text.lower():
            states.append(next(iter(self._log), ""))
        return "\0".join(states)

    def is_final(self, page: Page, text: str) -> bool:
        """Return False for a file without commits, which shows the current time."""
        return page.meta.get("git_revision_date_localized_hash") != ""

    def fields(self, page: Page) -> dict[str, str]:
        """Return the date of the last commit as `updated`."""
        day = page.meta.get("git_revision_date_localized_raw_iso_date")
        return {"updated": day} if day else {}

    @cached_property
    def state(self) -> str:
        """Return the digest of the list of ignored commits."""
        name = self._plugin.config["ignored_commits_file"]
        path = self._settings.root / name if name else None
        return sha256(path.read_bytes()).hexdigest() if path and path.is_file() else ""

    @cached_property
    def _log(self) -> dict[str, list[str]]:
        """Map each commit, newest first, to its files in the content folder."""
        # `-m` lists the files of merges too: some articles are rendered again needlessly, but none
        # is missed. \x01 and \x02 enclose the hash; names of files hardly ever contain them.
        command = ["git", "-c", "core.quotePath=false", "log", "-m", "-z", "--format=%x01%H%x02"]
        command += ["--name-only", "--no-renames", "--relative", "--", "."]
        done = subprocess.run(  # noqa: S603
            command, cwd=self._settings.docs_dir, capture_output=True, check=False
        )
        files_of_commit: dict[str, list[str]] = {}
        for block in done.stdout.decode("utf-8", "surrogateescape").split("\x01")[1:]:
            commit, _, names = block.partition("\x02")
            files_of_commit.setdefault(commit, []).extend(
                name.strip("\n") for name in names.split("\0") if name.strip("\n")
            )
        return files_of_commit

    @cached_property
    def _commits(self) -> dict[str, str]:
        commits_of_file: dict[str, list[str]] = {}
        for commit, names in self._log.items():
            for name in names:
                commits_of_file.setdefault(name, []).append(commit)
        return {
            name: sha256("".join(commits).encode()).hexdigest()
            for name, commits in commits_of_file.items()
        }


READERS: Final[dict[str, type[Reader]]] = {
    "macros": MacroFiles,
    "git-revision-date-localized": GitHistory,
}
"""By name of the plugin; the other plugins depend on text and options only."""
