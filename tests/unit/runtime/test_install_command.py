# SPDX-License-Identifier: MIT
"""Hints name the command that reaches kbgen's own environment."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from kbgen.runtime import install_command as module
from kbgen.runtime.install_command import install_command

RECEIPT = """\
[tool]
requirements = [
    { name = "kbgen", extras = ["dask"] },
    { name = "mkdocs-glightbox" },
]
entrypoints = [{ name = "kbgen", install-path = "/home/a/.local/bin/kbgen", from = "kbgen" }]
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that kbgen runs in an empty environment, installed with pip."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(module, "distribution", lambda _: _Distribution("pip\n"))
    return tmp_path


class _Distribution:
    def __init__(self, installer: str | None) -> None:
        self._installer = installer

    def read_text(self, name: str) -> str | None:
        assert name == "INSTALLER"
        return self._installer


def test_pip_installs_into_this_environment(environment: Path) -> None:
    assert install_command("mkdocs-material") == "python -m pip install mkdocs-material"
    assert install_command("kbgen[dask]") == 'python -m pip install "kbgen[dask]"'


def test_pipx_injects_packages_and_installs_kbgen_again(environment: Path) -> None:
    (environment / "pipx_metadata.json").write_text("{}", "utf-8")
    assert install_command("mkdocs-material") == "pipx inject kbgen mkdocs-material"
    assert install_command("kbgen") == "pipx install --force kbgen"
    assert install_command("kbgen[dask]") == 'pipx install --force "kbgen[dask]"'


def test_uv_keeps_what_was_added_to_the_tool(environment: Path) -> None:
    """`uv tool install` replaces the packages of a tool: what it does not name is removed."""
    (environment / "uv-receipt.toml").write_text(RECEIPT, "utf-8")
    added = "--with mkdocs-glightbox"
    expected = f"uv tool install kbgen {added} --with mkdocs-material"
    assert install_command("mkdocs-material") == expected
    assert install_command("kbgen") == f"uv tool install --reinstall kbgen {added}"
    expected = f'uv tool install --reinstall "kbgen[dask]" {added}'
    assert install_command("kbgen[dask]") == expected


@pytest.mark.parametrize("receipt", ["", "tool = 1", "[tool]\nrequirements = [1]", "%"])
def test_an_unknown_receipt_is_no_obstacle(environment: Path, receipt: str) -> None:
    (environment / "uv-receipt.toml").write_text(receipt, "utf-8")
    assert install_command("dask") == "uv tool install kbgen --with dask"


def test_environments_of_uv_have_no_pip(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "distribution", lambda _: _Distribution("uv"))
    assert install_command("mkdocs-material") == "uv pip install mkdocs-material"


def test_without_metadata_pip_is_named(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(module, "distribution", missing)
    assert install_command("kbgen") == "python -m pip install kbgen"
    monkeypatch.setattr(module, "distribution", lambda _: _Distribution(None))
    assert install_command("kbgen") == "python -m pip install kbgen"
