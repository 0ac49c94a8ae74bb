# SPDX-License-Identifier: MIT
"""Build one corpus with every engine: where each site is, and what building it cost."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..build.corpora import Corpus
from ..build.process import Usage, measure
from ..build.sites import KBGEN_COMMAND, PEER_COMMAND, prepare
from .peer_pages import write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .corpus import Page

SCRIPTS: Final = Path(__file__).parent / "peers"
NODE_ENGINES: Final = ("minisearch", "flexsearch", "orama", "lunr")
OURS, MATERIAL, PAGEFIND = "kbgen", "material", "pagefind"
MEANING: Final = "kbgen-meaning"
"""kbgen with `search.meaning`, built from the same articles."""
KBGENS: Final = (OURS, MEANING)
ENGINES: Final = (*KBGENS, PAGEFIND, MATERIAL, *NODE_ENGINES)
_MEANING_ON: Final = "      search: {meaning: true}\n"
_SITES: Final = {OURS: "site", MEANING: "meaning"}
"""Folder of each of our sites."""
_BUNDLING: Final = (
    "--bundle", "--splitting", "--format=esm", "--minify", "--external:/pagefind/*", "--log-level=error"
)  # fmt: skip
_HTML: Final = """\
<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Search</title>
<script type="module" src="/page.js"></script></head><body><ol></ol></body></html>
"""


@dataclass(frozen=True, slots=True)
class Built:
    """An engine's site, ready to be served."""

    engine: str
    lang: str
    site: Path
    """The folder to serve."""
    start: str
    """URL of the page with the search, relative to the site."""
    files: tuple[Path, ...]
    """Files of search alone: the index and the results' texts, without scripts."""
    usage: Usage | None
    """What building it cost, now or at an earlier run; None if unknown."""

    @property
    def index(self) -> Path:
        """Return the single index file of engines that have one."""
        return self.site / "index.json"

    def sizes(self) -> tuple[int, int]:
        """Return the bytes of all search files: raw, and compressed if that is smaller."""
        raw = [file.read_bytes() for file in self.files]
        return sum(map(len, raw)), sum(min(len(each), len(gzip.compress(each, 6))) for each in raw)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder of one corpus's sites."""

    folder: Path
    node: Path
    """The folder with the peers' packages."""
    lang: str = "en"

    def fill(self, pages: Sequence[Page]) -> None:
        """Write the corpus for kbgen and MkDocs, and in the form that other engines read."""
        corpus = Corpus("search", (self.lang,), lambda content: _write_articles(pages, content))
        prepare(corpus, self.folder / "site")
        write_pages(pages, self.lang, self.folder / "pages", self.folder / "documents.json")

    def forget_ours(self) -> None:
        """Delete our sites, so that they are built again from scratch."""
        for folder in _SITES.values():
            for made in ("site", ".kbgen"):
                shutil.rmtree(self.folder / folder / made, ignore_errors=True)

    def build(self, engine: str) -> Built:
        """Build an engine's site unless it exists."""
        makers: dict[str, Callable[[], tuple[Path, str, list[Path], Usage | None]]] = {
            OURS: lambda: self._ours(OURS),
            MEANING: lambda: self._ours(MEANING),
            MATERIAL: self._material,
            PAGEFIND: self._pagefind,
        }
        site, start, files, usage = makers.get(engine, lambda: self._whole_index(engine))()
        return Built(
            engine, self.lang, site, start, tuple(sorted(files)), usage or self._remembered(engine)
        )

    def _ours(self, engine: str) -> tuple[Path, str, list[Path], Usage | None]:
        place = self.folder / _SITES[engine]
        if not place.exists():
            plain = self.folder / _SITES[OURS]
            shutil.copytree(plain / "content", place / "content")
            settings = (plain / "mkdocs.yml").read_text("utf-8")
            (place / "mkdocs.yml").write_text(settings + _MEANING_ON, "utf-8")
        usage = self._once(engine, KBGEN_COMMAND, place, place / "site" / "index.html", (0, 1))
        return place / "site", "index.html", _files(place / "site" / "search" / self.lang), usage

    def _material(self) -> tuple[Path, str, list[Path], Usage | None]:
        place = self.folder / "site"
        usage = self._once(MATERIAL, PEER_COMMAND, place, place / "peer" / "index.html", (0,))
        home = next(
            path
            for path in (place / "peer" / "index.html", place / "peer" / "404.html")
            if path.exists()
        )
        return place / "peer", home.name, _files(place / "peer" / "search"), usage

    def _pagefind(self) -> tuple[Path, str, list[Path], Usage | None]:
        site = self.folder / "pages"
        command = (
            "node",
            str(self.node / "node_modules/pagefind/lib/runner/bin.cjs"),
            "--site",
            str(site),
        )
        usage = self._once(PAGEFIND, command, site, site / "pagefind" / "pagefind.js", (0,))
        self._page(site, "pagefind.mjs")
        files = [path for path in _files(site / "pagefind") if path.suffix.startswith(".pf_")]
        return site, "search.html", files, usage

    def _whole_index(self, engine: str) -> tuple[Path, str, list[Path], Usage | None]:
        site = self.folder / engine
        site.mkdir(exist_ok=True)
        index = site / "index.json"
        documents = self.folder / "documents.json"
        command = (
            "node",
            "--max-old-space-size=8192",
            "build.mjs",
            engine,
            self.lang,
            str(documents),
            str(index),
        )
        usage = self._once(engine, command, self.node, index, (0,))
        script = self.node / f"page-{engine}.mjs"
        script.write_text(
            (SCRIPTS / "page.mjs").read_text("utf-8").replace("ENGINE.mjs", f"{engine}.mjs"),
            "utf-8",
        )
        self._page(site, script.name)
        return site, "search.html", [index], usage

    def _once(
        self, engine: str, command: Sequence[str], folder: Path, result: Path, good: Iterable[int]
    ) -> Usage | None:
        """Run a build unless its result exists, and store its cost next to the corpus."""
        if result.exists():
            return None
        usage = measure(command, folder)
        if usage.code not in good:
            raise RuntimeError(
                f"{' '.join(command)} ended with {usage.code}: {usage.stderr[-2000:]}"
            )
        cost = [usage.cpu, usage.wall, usage.peak, usage.code]
        (self.folder / f"{engine}.cost.json").write_text(json.dumps(cost), "ascii")
        return usage

    def _remembered(self, engine: str) -> Usage | None:
        file = self.folder / f"{engine}.cost.json"
        if not file.exists():
            return None
        cpu, wall, peak, code = json.loads(file.read_text("ascii"))
        return Usage(cpu, wall, peak, code, "", "")

    def _page(self, site: Path, script: str) -> None:
        """Write another engine's page, with the engine in a file that loads on demand."""
        (site / "search.html").write_text(_HTML.format(lang=self.lang), "utf-8")
        entry = self.node / f"entry-{script}"
        entry.write_text(f'import "./{script}"\nimport "./show.mjs"\n', "utf-8")
        bundler = str(self.node / "node_modules/.bin/esbuild")
        command = (bundler, f"page={entry}", f"--outdir={site}", *_BUNDLING)
        usage = measure(command, self.node)
        if usage.code:
            raise RuntimeError(usage.stderr)


def install(cache: Path) -> Path:
    """Install the peers' pinned packages into a folder of the cache; return the folder.

    Raises:
        RuntimeError: npm failed.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS.iterdir():
        shutil.copyfile(script, cache / script.name)
    wanted, done = (SCRIPTS / "package.json").read_text("utf-8"), cache / "installed.json"
    if not done.exists() or done.read_text("utf-8") != wanted:
        usage = measure(("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"), cache)
        if usage.code:
            raise RuntimeError(f"npm install failed: {usage.stderr[-2000:]}")
        done.write_text(wanted, "utf-8")
    return cache


def versions() -> dict[str, str]:
    """Return package → pinned version."""
    return dict(json.loads((SCRIPTS / "package.json").read_text("utf-8"))["dependencies"])


def _write_articles(pages: Iterable[Page], content: Path) -> None:
    for page in pages:
        target = content / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, "utf-8", newline="\n")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
