# SPDX-License-Identifier: MIT
"""A site that an earlier version built is built by this one, in the same folder.

`upgrade/<version>/` holds the sources of a site and what that version made of them: the published site and the work
folder. No address, anchor or article id may get lost, nothing of the old version may stay, and an old cache may not
change the result.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import Run, run
from property.incremental.built_site import Files, differences, read

KEPT = Path(__file__).parent / "upgrade"
ROOT = Path(__file__).parents[2]
VERSIONS = sorted(path.name for path in KEPT.iterdir() if path.is_dir())

_EPOCH = "1790000000"
"""The day on which the kept sites were built: what expires does so by the day."""


@dataclass(frozen=True)
class Site:
    """A folder with a site, and what it held before this version came."""

    folder: Path
    before: Files

    def run(self, *arguments: str) -> Run:
        return run(self.folder, "kbgen", *arguments, SOURCE_DATE_EPOCH=_EPOCH)

    def built(self) -> Files:
        done = self.run("build")
        assert done.code == 0, done.stderr
        return read(self.folder / "site")


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A site as a version before left it: sources, output, work folders."""
    kept, folder = KEPT / request.param, tmp_path / "old"
    shutil.copytree(kept / "source", folder)
    _keep_anchors(folder / "mkdocs.yml")
    with tarfile.open(kept / "kept.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    _restore_times(folder / ".kbgen")
    _restore_generations(folder)
    return Site(folder, read(folder / "site"))


@pytest.fixture
def fresh(old: Site, tmp_path: Path) -> Site:
    """The same sources without anything that was made of them."""
    folder = tmp_path / "fresh"
    shutil.copytree(
        old.folder, folder, ignore=shutil.ignore_patterns("site", ".kbgen", ".site.kbgen")
    )
    return Site(folder, {})


def _keep_anchors(settings: Path) -> None:
    """Do what the manual says about anchors."""
    manual = (ROOT / "content/start/what-changed.md").read_text("utf-8")
    line = re.search(r"slugify: (!!python.*)", manual)
    assert line
    text = settings.read_text("utf-8")
    kept = text.replace("{permalink: true}", f"{{permalink: true, slugify: {line[1]} }}")
    assert kept != text
    settings.write_text(kept, "utf-8")


def _restore_times(work: Path) -> None:
    """Give search files the times that their stamps name, by which the version knew them: archives round times."""
    for stamp in work.rglob("stamp.json"):
        for name, (_, _, changed, _) in json.loads(stamp.read_text("utf-8"))["files"].items():
            os.utime(stamp.parent / name, ns=(changed, changed))


def _restore_generations(folder: Path) -> None:
    """Make the folder beside the output as 0.1.0 left it: the generation before, and a list of each by inode."""
    beside = folder / ".site.kbgen"
    beside.mkdir()
    shutil.copytree(folder / "site", beside / "spare", copy_function=os.link)
    (beside / ".gitignore").write_text("*\n", "utf-8")
    (beside / "lock").touch()
    for generation in (folder / "site", beside / "spare"):
        folders, files, digests = {}, {}, {}
        for path in [generation, *sorted(generation.rglob("*"))]:
            status, name = path.stat(), path.relative_to(generation).as_posix().removeprefix(".")
            if path.is_dir():
                folders[name] = f"{status.st_mtime_ns} {status.st_ino}"
            else:
                files[name] = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
                digests[name] = sha256(path.read_bytes()).hexdigest()
        text = json.dumps([1, folders, files, digests, []])
        (beside / f"{generation.stat().st_ino}.json").write_text(text, "utf-8")


def test_the_kept_site_is_whole(old: Site) -> None:
    """What the other tests compare with is there: pages in three languages, Unicode anchors, downloads, a search."""
    pages = {path for path in old.before if path.endswith(".html")}
    assert {"index.html", "ru/billing/refund/index.html", "pl/billing/refund/index.html"} <= pages
    assert {"fees", "steps_1", "fn:1"} <= anchors(old.before["billing/refund/index.html"])
    assert "что-дальше-ёлки--палки" in anchors(old.before["ru/billing/refund/index.html"])
    assert {"sitemap.xml", "billing/price-list.txt", "search/ru/entry.json"} <= old.before.keys()
    assert (old.folder / ".kbgen/cache.sqlite").exists()


def test_no_address_anchor_or_id_is_lost(old: Site) -> None:
    """Links from elsewhere keep working, and votes keep counting for the same article."""
    now = old.built()
    stable = {path for path in old.before if not _named_by_content(path)}
    assert stable - now.keys() == set()
    # An article that had expired keeps its address, but search engines need not find it.
    gone = {"account/old-offer/"}
    lost = _addresses(old.before) - _addresses(now)
    assert lost == {f"https://help.acme.example/support/{address}" for address in gone}
    expired = {f"{address}index.html" for address in gone}
    assert all(b"This article is no longer available" in now[path] for path in expired)
    for path in sorted(
        path for path in old.before if path.endswith(".html") and path not in expired
    ):
        assert anchors(old.before[path]) - anchors(now[path]) == set(), path
        assert _article_id(old.before[path]) == _article_id(now[path]), path


def _named_by_content(path: str) -> bool:
    """Files whose names hold a hash of what they hold: pages of this version name those of this version."""
    return path.startswith("assets/") or (path.startswith("search/") and path.endswith(".txt"))


def _addresses(site: Files) -> set[str]:
    return set(re.findall(r"<loc>(.*?)</loc>", site["sitemap.xml"].decode()))


def anchors(page: bytes) -> set[str]:
    """The ids to which a link can lead; those of the frame around the text begin with `kb-`."""
    found: Iterator[str] = (
        match[1] for match in re.finditer(r"""\sid="([^"]+)\"""", page.decode())
    )
    return {name for name in found if not name.startswith("kb-")}


def _article_id(page: bytes) -> str:
    match = re.search(r'data-article="([^"]+)"', page.decode())
    return match[1] if match else ""


def test_the_site_is_the_one_that_a_first_build_makes(old: Site, fresh: Site) -> None:
    """The old cache, search files and generations add nothing and hide nothing; nothing of the old site stays."""
    assert differences(old.built(), fresh.built()) == []
    verified = old.run("verify")
    assert (verified.code, verified.stdout) == (0, ""), verified.stderr
    assert differences(old.built(), fresh.built()) == []


def test_an_edit_before_the_first_build_is_published(old: Site, fresh: Site) -> None:
    """The list of the last build is one of another version: it does not narrow what is built."""
    for site in (old, fresh):
        article = site.folder / "content/en/billing/refund.md"
        article.write_text(article.read_text("utf-8").replace("30 days", "forty days"), "utf-8")
        (site.folder / "content/en/account/known-slow-mail.md").unlink()
    now = old.built()
    assert b"forty days" in now["billing/refund/index.html"]
    assert "account/known-slow-mail/index.html" not in now
    assert differences(now, fresh.built()) == []


@pytest.mark.parametrize(
    "command",
    [
        ["search", "money back", "--json"],
        ["search", "вернуть деньги", "--lang", "ru", "--json"],
        ["quality", "--engine", "whoosh", "--json"],
        ["check", "--format", "json"],
    ],
    ids=["search", "search-ru", "quality", "check"],
)
def test_a_command_before_the_first_build_answers_as_without_a_past(
    old: Site, fresh: Site, command: list[str]
) -> None:
    """The index and the results of checks that the work folder keeps are those of another version."""
    there, expected = old.run(*command), fresh.run(*command)
    assert (there.code, there.stdout) == (expected.code, expected.stdout)
    assert there.code == 0, there.stderr
