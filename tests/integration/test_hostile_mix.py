# SPDX-License-Identifier: MIT
"""A thousand good articles with all hostile files among them: the good ones are published, every bad one is located."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import MKDOCS_YML, Run, run

from kbgen.content.source.file_names import printable

GOOD = 1000
CONFIG = MKDOCS_YML.replace("  - kbgen:\n", "  - kbgen:\n      limits: {page_seconds: 0.5}\n")
BAD_NAMES = 15
"""Of the hostile names, so many at least are refused; the rest are odd and harmless."""


@dataclass(frozen=True)
class Mix:
    """What was built."""

    root: Path
    build: Run
    sources: dict[str, str]
    """Path below `content/` → the kind of hostile file."""

    def errors(self) -> dict[str, set[str]]:
        """Path → codes of the errors that name it."""
        found: dict[str, set[str]] = {}
        for line in self.build.stderr.splitlines():
            _, _, located = line.partition(": ")  # `error` or `warning` comes first
            place, _, rest = located.partition(": KB")
            if rest and place.startswith("content"):
                path, _, position = place.rpartition(":")[0].rpartition(":")
                assert position.isdigit(), line
                found.setdefault(path.removeprefix("content/"), set()).add(f"KB{rest[:3]}")
        return found


def write_mix(root: Path, data: Path) -> dict[str, str]:
    content = root / "content"
    for number in range(GOOD):
        file = content / f"shelf{number % 10}/part{number % 50}/good{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"---\ntitle: Good {number}\n---\n\nText kbgood{number}end.\n\n- one\n\n    more\n- two\n",
            "utf-8",
        )
    sources: dict[str, str] = {}
    for kind in ("deep", "front_matter", "encodings"):
        for place, source in enumerate(sorted((data / "hostile" / kind).glob("*.md"))):
            path = f"shelf{place % 10}/part{place % 50}/{kind}-{source.name}"
            titled = f"---\ntitle: {source.stem}\n---\n" if kind == "deep" else ""
            (content / path).write_bytes(titled.encode() + source.read_bytes())
            sources[path] = kind
    for number, name in enumerate(
        json.loads((data / "hostile/names/names.json").read_text("utf-8"))
    ):
        path = (
            f"shelf{number % 10}/{name}x.md" if name.endswith("/") else f"shelf{number % 10}/{name}"
        )
        try:
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(
                f"---\ntitle: Name {number}\n---\nWord kbname{number}end.\n", "utf-8"
            )
        except (OSError, ValueError):
            continue
        if (content / path).resolve().is_relative_to(content.resolve()):
            sources[path] = "names"
    return sources


@pytest.fixture(scope="module")
def mix(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Mix:
    root = tmp_path_factory.mktemp("mix") / "help"
    root.mkdir()
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    sources = write_mix(root, data)
    return Mix(root, run(root, "kbgen", "build", "--all", timeout=900), sources)


def test_the_run_says_that_there_are_errors_and_publishes(mix: Mix) -> None:
    assert mix.build.code == 1
    assert (mix.root / "site/index.html").is_file()


def test_every_good_article_is_a_page_and_none_of_them_suffered(mix: Mix) -> None:
    """A text that was given up half-way leaves nothing behind in the process that renders the next."""
    bodies = set()
    for number in range(GOOD):
        page = mix.root / f"site/shelf{number % 10}/part{number % 50}/good{number}/index.html"
        html = page.read_text("utf-8")
        start = html.index(f"<p>Text kbgood{number}end.")
        bodies.add(html[start : html.index("</ul>", start)].replace(f"kbgood{number}end", ""))
    assert len(bodies) == 1, "the same text gives the same HTML, whatever was rendered before it"


def test_every_bad_text_is_a_page_or_located(mix: Mix) -> None:
    errors = mix.errors()
    lost = []
    for path, kind in mix.sources.items():
        named = any(str(Path(printable(path))).startswith(known) for known in errors)
        page = mix.root / "site" / Path(path).with_suffix("") / "index.html"
        if not named and not page.exists() and kind != "names":
            lost.append(path)
    assert lost == []


def test_what_takes_too_long_is_named_and_nothing_else_is(mix: Mix) -> None:
    slow = {path for path, codes in mix.errors().items() if codes & {"KB601", "KB602"}}
    assert {path.rpartition("/")[2] for path in slow} >= {
        "deep-brackets_20k.md",
        "deep-heads_5000.md",
        "deep-lt_a_10k.md",
    }
    assert all("/deep-" in path for path in slow)


def test_names_that_cannot_be_published_are_named(mix: Mix) -> None:
    refused = {
        path for path, codes in mix.errors().items() if codes & {"KB104", "KB106", "KB302", "KB303"}
    }
    assert len(refused) >= BAD_NAMES


def test_the_rest_of_the_site_is_whole(mix: Mix) -> None:
    done = run(mix.root, "kbgen", "verify")
    broken = [line for line in done.stdout.splitlines() if "points to" not in line]
    assert broken == []


def test_strict_publishes_nothing(mix: Mix) -> None:
    before = (mix.root / "site/kb-manifest.json").read_bytes()
    manifest = (mix.root / "site").stat().st_ino
    done = run(mix.root, "kbgen", "build", "--strict", timeout=900)
    assert done.code == 1
    assert "Nothing was published" in done.stdout
    assert (
        (mix.root / "site/kb-manifest.json").read_bytes(),
        (mix.root / "site").stat().st_ino,
    ) == (before, manifest)
