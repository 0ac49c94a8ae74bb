# SPDX-License-Identifier: MIT
"""`python -m tests.bench kills`: kill builds at random moments while a reader fetches the site.

The reader acts like a web server: it opens files by path and knows nothing about builds. The
benchmark reports broken states:

- a page that every version has cannot be opened, or is incomplete;
- a search entry names a missing file, and still does so when it is read again (as browsers do);
- after a kill, the site is not byte for byte one that a complete build published.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.search.browser.browser_files import named_files
from kbgen.site.publishing.publish import MANIFEST, read_manifest
from kbgen.site.publishing.snapshot import digest_of

from ..results import circumstances, write_section
from ..tables import counts_table

CONFIG = """\
site_name: Acme help
site_url: https://help.example.com/
theme: {name: material, font: false}
docs_dir: content
plugins:
  - kbgen: {contact: {email: help@example.com}}
"""
END = b"</html>"
TITLE = "Build: killed at random moments"


@dataclass
class Kills:
    """The counts of a benchmark."""

    kills: int = 0
    finished: int = 0
    """Builds that ended before the planned moment."""
    while_publishing: int = 0
    """Kills after the second generation had begun to change."""
    replaced: int = 0
    """Kills after the new site had become the live one."""
    reads: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass
class Scene:
    """A site that is built repeatedly, with a different word in all articles each time."""

    root: Path
    articles: int
    version: int = 0

    @property
    def site(self) -> Path:
        """Return the folder of the live site."""
        return self.root / "site"

    def edit(self, every: int = 3) -> None:
        """Change one article in `every`; the first time, write all of them."""
        self.version += 1
        (self.root / "mkdocs.yml").write_text(CONFIG, "utf-8")
        for number in range(self.articles):
            if self.version == 1 or number % every == self.version % every:
                file = self.root / f"content/shelf{number % 5}/a{number}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                text = f"Version {self.version}, number {number}. " * 50
                file.write_text(
                    f"---\ntitle: Article {number} of {self.version}\n---\n\n{text}\n", "utf-8"
                )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command (`build` by default) with all its processes in a session of its own."""
        command = [sys.executable, "-W", "ignore", "-m", "kbgen", *(arguments or ["build"])]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self.root, start_new_session=True, **quiet)  # type: ignore[call-overload]

    def build(self) -> None:
        """Build the site without a kill."""
        if code := self.start().wait():
            raise RuntimeError(f"the build ended with {code}")


def run_kills(
    root: Path, articles: int, kills: int, seed: int, say: Callable[[str], None] = lambda _: None
) -> Kills:
    """Kill builds of a site in `root` until `kills` have died, half of them while publishing."""
    chance = random.Random(seed)
    scene, result = Scene(root, articles), Kills()
    scene.edit()
    scene.build()
    seconds = _duration(scene)
    whole = read_manifest(scene.site)
    with _reader(scene, result):
        while result.kills < kills:
            scene.edit()
            process = scene.start()
            publishing = _wait(scene, process, chance, seconds, aimed=result.kills % 2 == 1)
            if process.poll() is not None:
                result.finished += 1
                whole = read_manifest(scene.site)
                continue
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            result.kills += 1
            result.while_publishing += publishing
            whole = _look(scene, whole, result)
            if result.kills % 20 == 0:
                say(
                    f"{result.kills} kills, {result.reads} reads, {len(result.broken)} broken states"
                )
    scene.build()
    _look(scene, whole, result)
    return result


def _duration(scene: Scene) -> float:
    scene.edit()
    started = time.monotonic()
    scene.build()
    return time.monotonic() - started


def _wait(
    scene: Scene,
    process: subprocess.Popen[bytes],
    chance: random.Random,
    seconds: float,
    *,
    aimed: bool,
) -> bool:
    """Wait for the moment to kill; return whether the build has begun to publish."""
    before = _spare_state(scene)
    if not aimed:
        _sleep(process, chance.uniform(0, seconds))
        return _spare_state(scene) != before
    while process.poll() is None and _spare_state(scene) == before:
        time.sleep(0.0005)
    _sleep(process, chance.uniform(0, 0.03 + seconds / 20))
    return True


def _sleep(process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.0005)


def _spare_state(scene: Scene) -> tuple[int, ...]:
    """Return a value that changes when a build begins to write the second generation."""
    folders = (scene.root / ".site.kbgen/spare", scene.root / ".site.kbgen/spare/shelf0/a0")
    return tuple(value for folder in folders for value in _times(folder))


def _times(folder: Path) -> tuple[int, ...]:
    try:
        status = folder.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_ino


def _look(scene: Scene, whole: dict[str, str], result: Kills) -> dict[str, str]:
    """Check the site after a kill: whether it is complete, and which version it is."""
    manifest = read_manifest(scene.site)
    found = {
        path.relative_to(scene.site).as_posix() for path in scene.site.rglob("*") if path.is_file()
    }
    if found != {*manifest, MANIFEST}:
        result.broken.append(
            f"files that differ from the manifest: {sorted(found ^ {*manifest, MANIFEST})[:3]}"
        )
    wrong = [
        path
        for path, digest in manifest.items()
        if path in found and digest_of(scene.site / path) != digest
    ]
    if wrong:
        result.broken.append(f"files that are not whole: {wrong[:3]}")
    result.replaced += manifest != whole
    return manifest


@contextmanager
def _reader(scene: Scene, result: Kills) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=_read_all_the_while, args=(scene, result, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _read_all_the_while(scene: Scene, result: Kills, stop: threading.Event) -> None:
    pages = [f"shelf{number % 5}/a{number}/index.html" for number in range(scene.articles)]
    pages += [
        "index.html",
        "404.html",
        "search/index.html",
        *(f"shelf{number}/index.html" for number in range(5)),
    ]
    chance = random.Random(0)
    while not stop.is_set():
        page = chance.choice(pages)
        try:
            whole = (scene.site / page).read_bytes().rstrip().endswith(END)
        except OSError as error:
            result.broken.append(f"{page}: {error.strerror}")
        else:
            result.broken += [] if whole else [f"{page} is cut off"]
        result.reads += 1
        if result.reads % 20 == 0:
            result.broken += _read_index(scene.site / "search/en")
        time.sleep(0.001)


def _read_index(folder: Path) -> list[str]:
    """Load the search as a browser does: a missing file makes it read the entry again."""
    for _ in range(5):
        try:
            entry = (folder / "entry.json").read_bytes()
            for name in named_files(json.loads(entry)):
                (folder / name).read_bytes()
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError) as error:
            return [f"the search index cannot be loaded: {error}"]
        return []
    return ["the search index names files that are not there"]


def measure_kills(kills: int, seed: int, articles: int = 60) -> None:
    """Kill builds, print the section and write it to RESULTS.md."""
    with tempfile.TemporaryDirectory() as folder:
        result = run_kills(
            Path(folder),
            articles,
            kills,
            seed,
            lambda text: print(text, file=sys.stderr, flush=True),
        )
    section = kill_section(result, articles)
    print(f"## {TITLE}\n\n{section}", flush=True)
    write_section(TITLE, section)


def kill_section(result: Kills, articles: int) -> str:
    """Return the section of RESULTS.md."""
    rows = {
        "builds killed by SIGKILL": result.kills,
        "of these while the second generation was being updated": result.while_publishing,
        "of these after the exchange: the new site was live": result.replaced,
        "builds that ended before the kill": result.finished,
        "page reads during the builds": result.reads,
        "**broken states**": len(result.broken),
    }
    return (
        f"{circumstances()} `python -m tests.bench kills`: {articles} articles, a third of them "
        "new for each build; "
        "every second kill waits until publishing has begun. A broken state is a page that cannot "
        "be opened or is cut "
        "off, a search index that cannot be loaded, or, after a kill, a site that differs from "
        "its manifest.\n\n" + counts_table(rows, sorted(set(result.broken)))
    )
