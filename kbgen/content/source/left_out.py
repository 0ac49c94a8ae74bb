# SPDX-License-Identifier: MIT
"""Recognize files that must not be published by their names: leftovers, keys, dumps, programs.

In: a path of the content folder. Out: why kbgen leaves it out, or None. `walk` asks about every
file, and KB108 and KB109 name what was left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from kbgen.settings.file_patterns import file_patterns

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from kbgen.settings.types import SiteSettings


class Reason(StrEnum):
    """Why a file is not published. The values are phrases to follow “it is”."""

    LEFTOVER = "a leftover of an editor or a system"
    MISNAMED = "an article whose name ends in .txt"
    KEY = "a file that may contain a key or a password"
    DUMP = "a database or a dump of one"
    TEMPLATE = "in the folder templates/, which MkDocs does not publish"
    EXCLUDED = "left out by exclude_docs in mkdocs.yml"
    DRAFT = "left out by draft_docs in mkdocs.yml"
    THEME = "in theme.custom_dir"
    ACTIVE = "a page or a script that would run on your site"
    UNREADABLE = "a drawing that cannot be read"


TOOL_FOLDERS: Final = frozenset({"node_modules", "__pycache__", "__macosx"})
"""Folders of other programs, in lower case."""
_LEFTOVER: Final = re.compile(
    r".*~|#.*#|~\$.*|thumbs\.db|ehthumbs\.db|desktop\.ini"
    r"|.+\.(?:orig|bak|rej|sw[nop]|tmp|temp|save|autosave|pyc)"
)
_KEY: Final = re.compile(
    r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|.*\.(?:pem|key|p12|pfx|jks|keystore|ppk|kdbx)"
    r"|\.env(?:\..+)?|.+\.env|\.htpasswd|\.netrc|\.pgpass|\.npmrc|\.pypirc"
)
_DUMP: Final = re.compile(
    r".+\.(?:(?:sql|dump|dmp)(?:\.(?:gz|bz2|xz|zst|zip|7z))?|sqlite3?|db|mdb|accdb)"
)
_ACTIVE: Final = re.compile(
    r".+\.(?:html?|[xsm]html?|mht|xht|xml|xslt?|xsd|rdf|rss|atom|[cm]?js|svgz|htc|hta|swf|wasm)"
)
# Editors on Windows add the ending, and hide it.
_MISNAMED: Final = re.compile(r".+\.(?:md|markdown)\.txt")
_BY_NAME: Final = (
    (_LEFTOVER, Reason.LEFTOVER),
    (_MISNAMED, Reason.MISNAMED),
    (_KEY, Reason.KEY),
    (_DUMP, Reason.DUMP),
)
_MKDOCS_DEFAULTS: Final = ".*\n/templates/\n"


@lru_cache(maxsize=1024)
def _reason_by_name(name: str) -> Reason | None:
    # A name such as `.env.bak` may contain a key, too.
    lower = name.lower()
    return next((reason for pattern, reason in _BY_NAME if pattern.fullmatch(lower)), None)


def is_secret(name: str) -> bool:
    """Tell whether the name of a file is that of a key, a password file or a dump."""
    return _reason_by_name(name) in (Reason.KEY, Reason.DUMP)


def reason_for_name(name: str) -> Reason | None:
    """Return why a file with this name is left out in every site; None if it is content."""
    active = Reason.ACTIVE if _ACTIVE.fullmatch(name.lower()) else None
    return _reason_by_name(name) or active


@dataclass(frozen=True)
class LeftOutRules:
    """Decides which files of one site are left out."""

    settings: SiteSettings

    def reason(self, path: str) -> Reason | None:
        """Return why a file is left out; None if it is content."""
        excluded = self._excluded
        if excluded is not None and excluded.match_file(path):
            return Reason.EXCLUDED
        name = path.rpartition("/")[2]
        # Nearly all names: `refund.md`. No pattern has this ending without a second dot or a tilde.
        is_article = name.endswith(".md") and name.count(".") == 1 and not name.startswith("~")
        if not is_article and (reason := _reason_by_name(name)):
            return reason
        if path.startswith("templates/") and self._is_template(path):
            return Reason.TEMPLATE
        if path.startswith(self._theme) and name.endswith(".html"):
            return Reason.THEME
        if is_article:
            return None
        is_active = _ACTIVE.fullmatch(name.lower()) and path not in self._scripts
        return Reason.ACTIVE if is_active and not self._allowed.match_file(path) else None

    def shows_hidden(self, path: str) -> bool:
        """Tell whether `exclude_docs` brings back a hidden file or folder, as `!.well-known`."""
        if "!" not in self.settings.exclude_docs:
            return False
        return not file_patterns(_MKDOCS_DEFAULTS + self.settings.exclude_docs).match_file(path)

    @cached_property
    def _excluded(self) -> GitIgnoreSpec | None:
        patterns = self.settings.exclude_docs
        return file_patterns(patterns) if patterns.strip() else None

    @cached_property
    def _theme(self) -> tuple[str, ...]:
        """Return the folder of the site's own templates, if it is in the content folder."""
        folder, docs = self.settings.custom_dir, self.settings.docs_dir
        if folder is None or folder == docs or not folder.is_relative_to(docs):
            return ()
        return (f"{folder.relative_to(docs).as_posix()}/",)

    def _is_template(self, path: str) -> bool:
        return file_patterns(_MKDOCS_DEFAULTS + self.settings.exclude_docs).match_file(path)

    @cached_property
    def _allowed(self) -> GitIgnoreSpec:
        return file_patterns("\n".join(self.settings.kbgen.active_files))

    @cached_property
    def _scripts(self) -> frozenset[str]:
        """Return the scripts that `extra_javascript` names, without query and first slash."""
        return frozenset(
            re.split(r"[?#]", script.path, maxsplit=1)[0].lstrip("/")
            for script in self.settings.extra_javascript
        )
