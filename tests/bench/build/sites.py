# SPDX-License-Identifier: MIT
"""Prepare one content folder for kbgen and for MkDocs with Material, set up for many pages.

MkDocs has `navigation.prune`, Material's search in the corpus's languages, and the Markdown
extensions that kbgen always enables, so that both convert the same Markdown in the same way.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .corpora import Corpus

_COMMON: Final = """\
site_name: Benchmark
site_url: https://help.example.com/
docs_dir: content
"""
_KBGEN: Final = """\
theme: {{name: material, font: false, language: {default}}}
plugins:
  - kbgen:
      languages: [{languages}]
      front_matter: {{unknown: warning}}
      contact: {{email: help@example.com}}
"""
_PEER: Final = """\
site_dir: peer
theme:
  name: material
  font: false
  language: {default}
  features: [navigation.prune]
plugins:
  - search: {{lang: [{languages}]}}
"""
PEER_EXTENSIONS: Final = """\
markdown_extensions:
  - toc: {permalink: false}
  - tables: {use_align_attribute: true}
  - pymdownx.superfences
  - pymdownx.highlight: {noclasses: false, use_pygments: true}
  - admonition
  - pymdownx.details
  - attr_list
  - def_list
  - footnotes: {BACKLINK_TITLE: "{}"}
  - md_in_html
  - sane_lists
  - pymdownx.tasklist
  - pymdownx.tilde: {subscript: false}
  - pymdownx.magiclink
"""
KBGEN_COMMAND: Final = (sys.executable, "-m", "kbgen", "build", "--json")
PEER_COMMAND: Final = (sys.executable, "-m", "mkdocs", "build", "--config-file", "peer.yml")


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder with a corpus and both settings files."""

    folder: Path
    corpus: Corpus

    @property
    def content(self) -> Path:
        """Return the folder of the articles."""
        return self.folder / "content"

    @property
    def site(self) -> Path:
        """Return the folder that kbgen publishes."""
        return self.folder / "site"

    @property
    def peer_site(self) -> Path:
        """Return the folder that MkDocs writes."""
        return self.folder / "peer"

    @property
    def articles(self) -> list[Path]:
        """Return the sorted article files, relative to the content folder."""
        return sorted(path.relative_to(self.content) for path in self.content.rglob("*.md"))


def prepare(corpus: Corpus, folder: Path) -> Workplace:
    """Write a corpus and both programs' settings to a folder."""
    place = Workplace(folder, corpus)
    place.content.mkdir(parents=True)
    corpus.fill(place.content)
    names = {"default": corpus.languages[0], "languages": ", ".join(corpus.languages)}
    (folder / "mkdocs.yml").write_text(_COMMON + _KBGEN.format(**names), "utf-8")
    (folder / "peer.yml").write_text(_COMMON + _PEER.format(**names) + PEER_EXTENSIONS, "utf-8")
    return place
