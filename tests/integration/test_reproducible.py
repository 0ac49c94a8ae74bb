# SPDX-License-Identifier: MIT
"""The same input gives the same bytes, whatever machine, folder, clock or language the command runs in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import run
from property.incremental.built_site import Files, differences, read, write

_SITE = Path(__file__).parent.parent / "property" / "incremental" / "base.yml"


def _sources() -> Files:
    return {path: text.encode() for path, text in yaml.safe_load(_SITE.read_text("utf-8")).items()}


def _built(folder: Path, *options: str, cwd: Path | None = None, **environment: Any) -> Files:
    built = run(cwd or folder, "kbgen", "build", *options, **environment)
    assert built.code == 0, built.stderr
    return read(folder / "site")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("reference")
    write(folder, _sources())
    return _built(folder, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")


def test_hash_seed_time_zone_and_locale_leave_no_trace(reference: Files, tmp_path: Path) -> None:
    write(tmp_path, _sources())
    built = _built(
        tmp_path, PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="tr_TR.UTF-8"
    )
    assert differences(built, reference) == []


def test_folder_creation_order_and_clocks_of_files_leave_no_trace(
    reference: Files, tmp_path: Path
) -> None:
    folder = tmp_path / "a much longer path" / "ünïcode" / "site of somebody"
    for path, text in sorted(_sources().items(), reverse=True):
        write(folder, {path: text})
        os.utime(folder / path, (1_000_000_000, 1_000_000_000))
    assert differences(_built(folder), reference) == []


_WHOLE_PLANS = """
import sys
from kbgen.cli.main import main
from kbgen.site.building import build
plans, plan = [], build.plan_site
build.plan_site = lambda *arguments: plans.append(1) or plan(*arguments)
try:
    main(["build", "--jobs", "1"])
finally:
    print("plans of the whole site:", len(plans))
"""


@pytest.mark.parametrize("plugins", ["", "  - glightbox\n  - macros\n"])
def test_the_next_process_takes_the_quick_way_whatever_its_hash_seed(
    tmp_path: Path, plugins: str
) -> None:
    write(tmp_path, _sources())
    config = (tmp_path / "mkdocs.yml").read_text("utf-8")
    audiences = "      audiences: [public, customer, partner, agent]\n      contact:"
    (tmp_path / "mkdocs.yml").write_text(
        config.replace("      contact:", audiences) + plugins, "utf-8"
    )
    plans = {seed: _plans(tmp_path, seed) for seed in ("1", "2", "3", "4711")}
    assert plans == {"1": 1, "2": 0, "3": 0, "4711": 0}


def _plans(folder: Path, seed: str) -> int:
    """Return how often a build in a separate process plans the whole site."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WHOLE_PLANS],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout.rpartition("plans of the whole site:")[2])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_umask_leaves_no_trace(reference: Files, tmp_path: Path) -> None:
    write(tmp_path, _sources())
    before = os.umask(0o077)
    try:
        built = _built(tmp_path)
    finally:
        os.umask(before)
    assert differences(built, reference) == []


def test_the_current_folder_leaves_no_trace(reference: Files, tmp_path: Path) -> None:
    """Snippets are looked for from the site's folder, wherever the command was given."""
    folder, elsewhere, here = (
        tmp_path / "site-1",
        tmp_path / "elsewhere" / "deep",
        tmp_path / "site-2",
    )
    elsewhere.mkdir(parents=True)
    for root in (folder, here):
        write(root, _sources())
    far = _built(folder, "-f", str(folder / "mkdocs.yml"), cwd=elsewhere)
    assert far
    assert differences(far, _built(here)) == []


def test_the_day_may_be_pinned_and_then_leaves_no_trace(tmp_path: Path) -> None:
    """An article that expires decides by the day of `SOURCE_DATE_EPOCH`, not by today's."""
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        write(
            folder,
            _sources()
            | {"content/en/old.md": b"---\ntitle: Old\nexpires: 2024-01-01\n---\nText.\n"},
        )
    before, after = ("1700000000", "1800000000")  # 2023 and 2027
    one, other = (run(folder, "kbgen", "build", SOURCE_DATE_EPOCH=before) for folder in folders)
    assert one.stderr == other.stderr
    assert differences(read(folders[0] / "site"), read(folders[1] / "site")) == []
    page = folders[0] / "site/old/index.html"
    assert "no longer available" not in page.read_text("utf-8")
    run(folders[0], "kbgen", "build", SOURCE_DATE_EPOCH=after)
    assert "no longer available" in page.read_text("utf-8")


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_number_of_processes_leaves_no_trace(
    reference: Files, tmp_path: Path, jobs: str
) -> None:
    write(tmp_path, _sources())
    assert differences(_built(tmp_path, "--jobs", jobs), reference) == []


def test_a_cache_that_a_ci_job_restores_serves_in_another_folder_with_other_clocks(
    reference: Files, tmp_path: Path
) -> None:
    first, second = tmp_path / "job-1", tmp_path / "other" / "job-2"
    write(first, _sources())
    made = run(first, "kbgen", "build", "--json").json
    write(second, _sources())
    shutil.copytree(first / ".kbgen", second / ".kbgen", copy_function=shutil.copyfile)
    shutil.rmtree(first)
    again = run(second, "kbgen", "build", "--json").json
    assert (made["rendered"], made["cached"]) == (made["pages"], 0)
    assert (again["rendered"], again["cached"]) == (0, made["pages"])
    assert differences(read(second / "site"), reference) == []


def test_the_summary_says_what_came_from_the_cache(tmp_path: Path) -> None:
    write(tmp_path, _sources())
    pages = run(tmp_path, "kbgen", "build", "--json").json["pages"]
    assert f"{pages} from the cache" in run(tmp_path, "kbgen", "build").stdout
