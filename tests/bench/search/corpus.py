# SPDX-License-Identifier: MIT
"""Generate the articles that search engines are compared on: real ones, and more like them.

In: the shared test data. Out: a kbgen site (`mkdocs.yml`,
`content/<category>/<section>/<article>.md`), identical for the same count. Up to two thirds are
real articles; the rest is generated with the same statistics (`language_model.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from ..build.corpora import english_sources
from .language_model import LanguageModel, invented_code, invented_name

_SETTINGS: Final = """\
site_name: Corpus
site_url: https://corpus.example/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - kbgen: {contact: {email: help@corpus.example}}
"""
_CATEGORIES: Final = 20
_SECTIONS: Final = 10
_TITLE: Final = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
_NOT_PROSE: Final = re.compile(
    r"!?\[([^\]\n]*)\]\([^)\n]*\)|<[^>\n]{0,200}>|\{%[^%\n]*%\}|[<>\[\]{}]"
)
_FENCED: Final = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL
)
_SLUG: Final = re.compile(r"[^a-z0-9]+")
_LEAST_TEXT: Final = 300


@dataclass(frozen=True, slots=True)
class Page:
    """One article of the corpus."""

    path: str
    """Path below `content/`."""
    title: str
    text: str
    """Markdown without front matter."""
    real: bool

    @property
    def url(self) -> str:
        """Return the URL that kbgen gives it."""
        return self.path.removesuffix(".md") + "/"

    @property
    def markdown(self) -> str:
        """Return the file's text."""
        return f"---\ntitle: {json.dumps(self.title, ensure_ascii=False)}\n---\n\n{self.text}\n"


def pages(data: Path, count: int, seed: int = 1) -> Iterator[Page]:
    """Yield the articles of a corpus of `count`."""
    real = list(real_articles(english_sources(data)))
    random = Random(seed)
    random.shuffle(real)
    model = LanguageModel([text for _, text in real], [title for title, _ in real])
    chosen = real[: min(len(real), count * 2 // 3)]
    names = [[invented_name(random) for _ in range(12)] for _ in range(_CATEGORIES * _SECTIONS)]
    taken: set[frozenset[str]] = {frozenset(title.lower().split()) for title, _ in chosen}
    slugs: set[str] = set()
    generated = _generated(model, random, names, taken)
    for number in range(count):
        section = random.randrange(_CATEGORIES * _SECTIONS)
        title, text = chosen[number] if number < len(chosen) else generated(section)
        yield Page(_path(title, section, slugs), title, text, number < len(chosen))


def write_site(data: Path, count: int, folder: Path, seed: int = 1) -> list[Page]:
    """Write the site of a corpus to an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    written = list(pages(data, count, seed))
    for page in written:
        target = folder / "content" / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, "utf-8", newline="\n")
    return written


def real_articles(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Return titles and texts of real articles, without repeated titles, images or markup."""
    seen: set[str] = set()
    for file in files:
        parts = re.split(
            r"^---[ \t]*$", file.read_text("utf-8-sig"), maxsplit=2, flags=re.MULTILINE
        )
        title = _TITLE.search(parts[1]) if len(parts) == 3 else None
        name = title[1].strip().strip("\"'").replace("\\", "") if title else ""
        if title and name.lower() not in seen and len(parts[2]) >= _LEAST_TEXT:
            seen.add(name.lower())
            yield name, _plain_markdown(parts[2])


def _plain_markdown(text: str) -> str:
    fences: list[str] = []

    def keep(match: re.Match[str]) -> str:
        fences.append(match.group())
        return f"\x00{len(fences) - 1}\x00"

    prose = _NOT_PROSE.sub(lambda match: match[1] or " ", _FENCED.sub(keep, text))
    return re.sub("\x00(\\d+)\x00", lambda match: fences[int(match[1])], prose).strip()


def _path(title: str, section: int, slugs: set[str]) -> str:
    slug = _SLUG.sub("-", title.lower()).strip("-")[:60] or "article"
    while slug in slugs or slug in ("index", "readme"):
        slug += f"-{len(slugs)}"
    slugs.add(slug)
    return f"category-{section // _SECTIONS:02}/section-{section:03}/{slug}.md"


def _generated(model, random: Random, names: list[list[str]], taken: set[frozenset[str]]):
    """Return a function that makes the title and text of a section's next article."""

    def article(section: int) -> tuple[str, str]:
        own = names[section]
        title = _new_title(model, random, own, taken)
        return title, _text(model, random, own, title)

    return article


def _new_title(
    model: LanguageModel, random: Random, own: list[str], taken: set[frozenset[str]]
) -> str:
    """Return a title with a name of the section, with words unlike those of all other titles."""
    while True:
        words = model.title(random).split()
        words.insert(random.randrange(1, len(words) + 1), random.choice(own))
        if random.random() < 0.1:
            words.append(invented_code(random))
        key = frozenset(word.lower() for word in words)
        if key not in taken:
            taken.add(key)
            return " ".join(words)


def _text(model: LanguageModel, random: Random, own: list[str], title: str) -> str:
    """Return blocks as long as in real articles: median 250 words, some ten times that."""
    blocks = [_paragraph(model, random, own)]
    for _ in range(max(1, min(40, round(random.lognormvariate(1.5, 0.8))))):
        kind = random.random()
        if kind < 0.3:
            blocks.append(f"## {model.title(random)}")
        if kind > 0.85:
            steps = islice(
                iter(lambda: _sentence(model, random, own), None), random.randrange(2, 6)
            )
            blocks.append("\n".join(f"{place}. {step}" for place, step in enumerate(steps, 1)))
        elif kind > 0.8:
            blocks.append(
                f"```\n{invented_code(random)} = {invented_name(random)}({title.split()[0]!r})\n```"
            )
        else:
            blocks.append(_paragraph(model, random, own))
    return "\n\n".join(blocks)


def _paragraph(model: LanguageModel, random: Random, own: list[str]) -> str:
    return " ".join(_sentence(model, random, own) for _ in range(random.randrange(1, 5)))


def _sentence(model: LanguageModel, random: Random, own: list[str]) -> str:
    words = model.sentence(random).split(" ")
    if random.random() < 0.25:
        words.insert(random.randrange(1, len(words)), random.choice(own))
    return " ".join(words)


def main(argv: list[str]) -> None:
    """Write a corpus: `python -m tests.bench.search.corpus DATA COUNT FOLDER`."""
    data, count, folder = argv
    written = write_site(Path(data), int(count), Path(folder))
    print(
        f"{len(written):,} articles, {sum(page.real for page in written):,} of them real, in {folder}"
    )


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
