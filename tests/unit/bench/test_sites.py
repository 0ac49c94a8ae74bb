# SPDX-License-Identifier: MIT
"""The two ways to build one folder."""

from __future__ import annotations

from pathlib import Path

import yaml
from bench.build.corpora import Corpus
from bench.build.sites import PEER_EXTENSIONS, prepare

from kbgen.content.markdown.rendering.extensions import always_on
from kbgen.settings import find_config, load_settings


def _fill(folder: Path) -> None:
    (folder / "a.md").write_text("---\ntitle: A\n---\n\nText.\n", "utf-8")


def test_the_peer_converts_markdown_as_kbgen_does():
    written = yaml.unsafe_load(PEER_EXTENSIONS)["markdown_extensions"]
    peer = dict(item.popitem() if isinstance(item, dict) else (item, {}) for item in written)
    ours = always_on()
    assert peer == ours


def test_kbgen_reads_the_settings_without_a_complaint(tmp_path: Path):
    prepare(Corpus("some", ("en", "pl"), _fill), tmp_path)
    loaded = load_settings(find_config(tmp_path, None))
    assert not loaded.diagnostics
    assert loaded.settings.kbgen.languages == ("en", "pl")


def test_both_read_the_same_articles_and_write_elsewhere(tmp_path: Path):
    place = prepare(Corpus("some", ("en",), _fill), tmp_path)
    assert place.articles == [Path("a.md")]
    peer = yaml.unsafe_load((tmp_path / "peer.yml").read_text("utf-8"))
    assert tmp_path / peer["docs_dir"] == place.content
    assert tmp_path / peer["site_dir"] == place.peer_site != place.site
    assert "navigation.prune" in peer["theme"]["features"]
