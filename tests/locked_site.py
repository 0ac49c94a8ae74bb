# SPDX-License-Identifier: MIT
"""A small site whose addresses tests lock, check, and redirect, in this process."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from content_sites import settings_for, write

from kbgen.model import Diagnostic, Severity
from kbgen.site.addresses.fix import Repair, redirect_lost
from kbgen.site.addresses.lock_file import LOCK_PATH
from kbgen.site.addresses.published import readable, readable_redirect
from kbgen.site.addresses.redirect_file import redirects_path
from kbgen.site.addresses.site_addresses import SiteAddresses
from kbgen.site.caching.cache import Cache
from kbgen.site.planning.assemble import AssembleOptions, CheckedSite, check_site, plan_pages
from kbgen.site.reading.articles import SiteReader

WORDS = (
    "Open the settings of your account, choose the card that you want to remove, and confirm it "
    "with the code from our email. It takes about a minute until the change is visible everywhere."
)


def article(title: str, text: str = WORDS, *fields: str) -> str:
    """Return the text of an article's file."""
    return "\n".join(["---", f"title: {title}", *fields, "---", text, ""])


class LockedSite:
    """A site in a folder. Every check reads all of it."""

    def __init__(self, root: Path, files: dict[str, str | bytes], *languages: str, **changes: Any):
        self.root = root
        self.settings = settings_for(write(root, files), *languages, **changes)
        self.content = self.settings.docs_dir

    def checked(self, *, drafts: bool = False, preview: bool = False) -> CheckedSite:
        """Read and check the site."""
        with Cache(self.settings.work_dir / "cache.sqlite") as cache:
            reader = SiteReader(self.settings, cache, drafts=drafts)
            return check_site(reader, marks_broken=preview)

    def addresses(self) -> SiteAddresses:
        """Return the addresses of the site as it is now."""
        return SiteAddresses(self.checked().articles, self.settings, reads_site=True)

    def lock(self) -> list[str]:
        """Lock the addresses; return the added lines."""
        return [item.line for item in self.addresses().add_new()]

    def fix(self) -> Repair:
        """Redirect lost addresses."""
        return redirect_lost(self.addresses())

    def planned(self) -> set[str]:
        """Return the URLs of the pages that a build makes, without error pages and redirects."""
        pages = plan_pages(self.settings, self.checked(), AssembleOptions()).pages
        return {page.url for page in pages if page.kind not in ("not-found", "redirect")}

    def pages(self) -> dict[str, str]:
        """Return the address of each page of a build, with where it redirects, or nothing."""
        pages = plan_pages(self.settings, self.checked(), AssembleOptions()).pages
        return {
            "" if page.url == "" else readable(page.url): readable_redirect(page.redirect.url)[0]
            if page.redirect
            else ""
            for page in pages
        }

    def problems(self, *codes: str, **options: bool) -> list[Diagnostic]:
        """Return the diagnostics with these codes; by default, of lost addresses."""
        wanted = codes or ("KB321", "KB322")
        found = self.checked(**options).diagnostics
        return [item for item in found if item.code in wanted]

    def lost(self) -> list[str]:
        """Return the lost addresses that the check names."""
        return [item.message.split()[2] for item in self.problems()]

    def fails(self) -> bool:
        """Tell whether a check finds a lost page."""
        return any(item.severity is Severity.ERROR for item in self.problems("KB321"))

    @property
    def locked(self) -> list[str]:
        """Return the lines of the lock without its header."""
        return (self.content / LOCK_PATH).read_text("utf-8").splitlines()[1:]

    @property
    def redirects(self) -> list[str]:
        """Return the lines of the redirects without the header."""
        path = self.content / redirects_path(self.settings)
        return path.read_text("utf-8").splitlines()[1:] if path.exists() else []

    def write(self, path: str, text: str) -> None:
        """Write a file of the content folder."""
        (self.content / path).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).write_text(text, "utf-8")

    def move(self, old: str, new: str) -> None:
        """Move a file of the content folder."""
        (self.content / new).parent.mkdir(parents=True, exist_ok=True)
        (self.content / old).rename(self.content / new)

    def remove(self, path: str) -> None:
        """Remove a file of the content folder."""
        (self.content / path).unlink()

    def commit(self) -> None:
        """Commit everything to Git."""
        if not (self.root / ".git").exists():
            self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def git(self, *arguments: str) -> str:
        """Run Git in the site's folder, without the settings of this machine."""
        names = ("AUTHOR", "COMMITTER")
        who = {f"GIT_{name}_{part}": "a@b.example" for name in names for part in ("NAME", "EMAIL")}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, **who, **alone},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def codes_of(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the codes of diagnostics."""
    return [item.code for item in diagnostics]
