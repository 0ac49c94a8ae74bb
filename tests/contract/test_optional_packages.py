# SPDX-License-Identifier: MIT
"""Two sets of packages: what everybody needs, and what the whole suite needs; the second may be missing outside CI."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import optional_packages
import pytest
from manual_reading import ROOT
from optional_packages import needs, required

GONE = "kbgen-no-such-package"


def extras() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]["optional-dependencies"]
    return found


def test_everybody_installs_few_packages() -> None:
    """No plugin, no browser: a first change begins within minutes."""
    names = [line.partition(">")[0] for line in extras()["dev"]]
    assert len(names) <= 12
    assert [
        name for name in names if name.startswith(("mkdocs-", "playwright", "distributed"))
    ] == []


def test_the_whole_suite_needs_what_everybody_needs() -> None:
    assert extras()["test-all"][0] == "kbgen[dev,dask,meaning]"


def test_outside_ci_a_missing_package_skips_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(optional_packages, "IN_CI", False)
    with pytest.raises(pytest.skip.Exception, match=r"pip install --editable '\.\[test-all\]'"):
        required("kbgen_no_such_package.part")
    mark = needs("pytest", GONE).mark
    assert mark.args == (True,)
    assert GONE in mark.kwargs["reason"]
    assert "pytest," not in mark.kwargs["reason"]
    assert needs("pytest").mark.args == (False,)


def test_in_ci_a_missing_package_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional_packages, "IN_CI", True)
    with pytest.raises(ModuleNotFoundError):
        required("kbgen_no_such_package.part")
    assert needs(GONE).mark.args == (False,)


def test_a_package_that_is_broken_is_no_missing_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It fails everywhere."""
    monkeypatch.setattr(optional_packages, "IN_CI", False)
    (tmp_path / "kbgen_broken_package.py").write_text("raise RuntimeError('broken')", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(RuntimeError, match="broken"):
        required("kbgen_broken_package")
