# SPDX-License-Identifier: MIT
"""Whatever was built before, a build publishes what a build from scratch publishes, byte by byte, and says the same.

`KBGEN_EDITS=2000` makes so many random sequences of edits, with another seed each time, instead of the short run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import ClassVar, Final

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from optional_packages import required
from property.incremental import field_edits, file_edits, plugin_edits, site_edits, text_edits
from property.incremental.built_site import (
    Built,
    CleanBuilds,
    build,
    differences,
    first_difference,
    sources,
    write,
)
from property.incremental.disturbances import DISTURBANCES
from property.incremental.table import EDITS, PLUGIN_EDITS, REFUSED, Edit

from kbgen.errors import EXIT_USAGE

pytest.importorskip("mkdocs", reason="builds are of MkDocs' templates")

_TABLES: Final = (text_edits, field_edits, file_edits, site_edits, plugin_edits)
"""Importing them fills the table of edits."""

_BASE: Final = Path(__file__).parent / "incremental" / "base.yml"
_LONG_RUN: Final = int(os.environ.get("KBGEN_EDITS", "0"))
_STEADY: Final = settings(
    deadline=None,
    derandomize=not _LONG_RUN,
    max_examples=_LONG_RUN or 12,
    # Shrinking takes minutes of builds; what fails is printed step by step.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_NUMBERS: Final = st.integers(0, 999)


@dataclass(frozen=True, slots=True)
class Base:
    """A site that has been built once, to be copied with all that the build left."""

    root: Path
    built: Built
    clean: CleanBuilds

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.root, to, symlinks=True)
        return to


@pytest.fixture(scope="module", autouse=True)
def compiled_once(remembered_words: None) -> Iterator[None]:
    """A template is compiled once, not once a build; another text of it is another template."""
    import jinja2

    from kbgen.mkdocs_plugin.renderer import template_renderer

    class Compiled(jinja2.BytecodeCache):
        kept: ClassVar[dict[tuple[str, str], CodeType | None]] = {}

        def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            bucket.code = self.kept.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            self.kept[bucket.key, bucket.checksum] = bucket.code

    def prepare(environment: jinja2.Environment) -> jinja2.Environment:
        environment.bytecode_cache = Compiled()
        return plain(environment)

    plain = template_renderer.prepare_environment  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template_renderer, "prepare_environment", prepare)
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return _base(tmp_path_factory.mktemp("incremental"), lambda root: None)


@pytest.fixture(scope="module")
def plugged(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The same site with plugins."""
    for module in ("mkdocs_glightbox", "mkdocs_macros", "mkdocs_redirects"):
        required(module)
    return _base(tmp_path_factory.mktemp("plugged"), plugin_edits.plug_in)


def _base(folder: Path, prepare: Callable[[Path], None]) -> Base:
    texts = yaml.safe_load(_BASE.read_text("utf-8"))
    write(folder / "base", {path: text.encode() for path, text in texts.items()})
    prepare(folder / "base")
    (folder / "clean").mkdir()
    built = build(folder / "base")
    assert built.code == 0, built.said
    return Base(folder / "base", built, CleanBuilds(folder / "clean"))


def _assert_like_clean(base: Base, root: Path) -> Built:
    """Build a site on top of what is there, compare it with a build from scratch, and return it."""
    before = sources(root)
    clean, built = base.clean.of(root), build(root)
    assert sources(root) == before
    assert (built.code, built.said) == (clean.code, clean.said)
    if clean.files:  # a build that publishes nothing leaves the old site
        paths = differences(built.files, clean.files)
        assert not paths, (
            f"{len(paths)} differ; {first_difference(built.files, clean.files, paths)}"
        )
    return built


@pytest.mark.parametrize("name", EDITS)
def test_after_one_edit_the_site_is_that_of_a_clean_build_and_taking_it_back_brings_the_old_one(
    base: Base, tmp_path: Path, name: str
) -> None:
    assert (_there_and_back(base, tmp_path, EDITS[name]).code == EXIT_USAGE) == (name in REFUSED)


@pytest.mark.parametrize("name", PLUGIN_EDITS)
def test_after_an_edit_of_what_plugins_read_the_site_is_that_of_a_clean_build(
    plugged: Base, tmp_path: Path, name: str
) -> None:
    _there_and_back(plugged, tmp_path, PLUGIN_EDITS[name])


def _there_and_back(base: Base, tmp_path: Path, edit: Edit) -> Built:
    """Return the build after the edit."""
    root = base.copy(tmp_path / "site")
    edit(root, 7)
    assert sources(root) != sources(base.root), "the edit does something"
    edited = _assert_like_clean(base, root)
    for made in {path.partition("/")[0] for path in sources(root)}:
        shutil.rmtree(root / made) if (root / made).is_dir() else (root / made).unlink()
    write(root, sources(base.root))
    again = build(root)
    assert not differences(again.files, base.built.files)
    assert again == base.built
    return edited


@pytest.mark.parametrize("name", DISTURBANCES)
def test_no_disturbance_is_seen_in_the_site(base: Base, tmp_path: Path, name: str) -> None:
    root = base.copy(tmp_path / "site")
    EDITS["a_title_changes"](root, 3)
    DISTURBANCES[name](root, 3)
    _assert_like_clean(base, root)
    DISTURBANCES[name](root, 38)
    _assert_like_clean(base, root)


_TEXT_EDITS: Final = sorted(name for name in EDITS if hasattr(text_edits, name))
_SOME_EDIT: Final = st.one_of(st.sampled_from(sorted(EDITS)), st.sampled_from(_TEXT_EDITS))
_STEPS: Final = st.lists(
    st.tuples(
        st.lists(st.tuples(_SOME_EDIT, _NUMBERS), max_size=3),
        st.lists(st.tuples(st.sampled_from(sorted(DISTURBANCES)), _NUMBERS), max_size=1),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@given(_STEPS)
@_STEADY
def test_after_any_sequence_of_edits_the_site_is_that_of_a_clean_build(
    base: Base, steps: list[tuple[list[tuple[str, int]], list[tuple[str, int]], bool]]
) -> None:
    """A step: some edits, perhaps a disturbance, perhaps the cache of the beginning put back; then a build."""
    with TemporaryDirectory() as folder:
        root = base.copy(Path(folder) / "site-0")
        for number, (edits, disturbances, restored) in enumerate(steps, 1):
            for name, choice in edits:
                EDITS[name](root, choice)
            for name, choice in disturbances:
                DISTURBANCES[name](root, choice)
            if restored:
                _restore_cache(base, root)
                root = root.rename(root.with_name(f"site-{number}"))
            note(f"step {number}: {edits} {disturbances} {restored}")
            _assert_like_clean(base, root)


def _restore_cache(base: Base, root: Path) -> None:
    """As a CI job does: an old cache in a new folder."""
    shutil.rmtree(root / ".kbgen", ignore_errors=True)
    shutil.copytree(base.root / ".kbgen", root / ".kbgen")


@given(st.lists(st.tuples(st.sampled_from(_TEXT_EDITS), _NUMBERS), min_size=3, max_size=5))
@settings(_STEADY, max_examples=_LONG_RUN or 6)
def test_after_texts_alone_change_the_site_is_that_of_a_clean_build(
    base: Base, edits: list[tuple[str, int]]
) -> None:
    """What writers do most; a build after each edit."""
    with TemporaryDirectory() as folder:
        root = base.copy(Path(folder) / "site")
        for name, choice in edits:
            EDITS[name](root, choice)
            note(f"{name} {choice}")
            _assert_like_clean(base, root)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(PLUGIN_EDITS)), st.sampled_from(_TEXT_EDITS), _NUMBERS),
        min_size=2,
        max_size=3,
    )
)
@settings(_STEADY, max_examples=_LONG_RUN or 4)
def test_with_plugins_the_site_is_that_of_a_clean_build_after_any_edits(
    plugged: Base, edits: list[tuple[str, str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        root = plugged.copy(Path(folder) / "site")
        for plugin_edit, text_edit, choice in edits:
            PLUGIN_EDITS[plugin_edit](root, choice)
            EDITS[text_edit](root, choice)
            note(f"{plugin_edit} {text_edit} {choice}")
            _assert_like_clean(plugged, root)


def test_the_judge_sees_what_differs() -> None:
    one, other = (
        {"a": b"same", "b": b"left", "c": b"only here"},
        {"a": b"same", "b": b"right", "d": b"only there"},
    )
    assert differences(one, other) == ["b", "c", "d"]
    assert differences(one, dict(one)) == []
    assert "b at byte 0" in first_difference(one, other, ["b"])
