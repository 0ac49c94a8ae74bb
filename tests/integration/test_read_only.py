# SPDX-License-Identifier: MIT
"""A checkout that cannot be written: commands say what to do, and work with another folder for what they keep."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import Run
from content_sites import settings_for

from kbgen.errors import EnvironmentFailure
from kbgen.site.caching.work_folder import open_cache

SITE = """\
content/index.md
| ---
| title: Help
| ---
| Welcome to refunds.
"""
_WITH_TAGS = """\
site_name: Acme help
docs_dir: content
theme: {name: material, font: false}
plugins: [kbgen, tags]
"""


@cache
def _mounting() -> tuple[str, ...] | None:
    """Return a command that runs another one with separate mounts, or None where that is not allowed."""
    for command in (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user")):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode
        ):
            return command
    return None


@pytest.fixture
def read_only(tmp_path: Path) -> Callable[..., Run]:
    """Run kbgen in the folder of the test, mounted read-only: also root cannot write there."""
    mounting = _mounting()
    if mounting is None:
        pytest.skip("mounts of one's own are not allowed here")
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" "$0" && cd "$0" && exec "$@"'

    def run(*arguments: str, **environment: str) -> Run:
        kbgen = [sys.executable, "-W", "ignore", "-m", "kbgen", *arguments]
        done = subprocess.run(
            [*mounting, "sh", "-c", mount, str(tmp_path), *kbgen],
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONDONTWRITEBYTECODE": "1",
                **environment,
            },
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")


def test_the_way_out_is_named(site, read_only: Callable[..., Run], tmp_path: Path) -> None:
    site(SITE)
    done = read_only("check")
    assert done.code == 3
    assert done.stderr == (
        f"error: {tmp_path}/.kbgen cannot be written: Read-only file system\n"
        "hint: Choose a writable folder with --work-dir or the variable KBGEN_WORK_DIR.\n"
    )


@pytest.mark.parametrize("by_option", [True, False])
def test_commands_work_with_another_folder(
    site, read_only: Callable[..., Run], tmp_path: Path, elsewhere: Path, by_option: bool
) -> None:
    site(SITE)
    work = elsewhere / "new" / "work"
    named = ["--work-dir", str(work)] if by_option else []
    environment = {} if by_option else {"KBGEN_WORK_DIR": str(work)}
    for command in (
        ["check"],
        ["search", "refunds"],
        ["build", "--site-dir", str(elsewhere / "site")],
    ):
        done = read_only(*command, *named, **environment)
        assert done.code == 0, done.stderr
    assert (elsewhere / "site/index.html").is_file()
    assert (work / "cache.sqlite").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "mkdocs.yml"]


def test_a_build_names_the_option_for_the_output(
    site, read_only: Callable[..., Run], elsewhere: Path
) -> None:
    site(SITE)
    done = read_only("build", "--work-dir", str(elsewhere))
    assert done.code == 3
    assert done.stderr.endswith("or choose a writable folder with --site-dir.\n"), done.stderr


@pytest.mark.parametrize("by_option", [True, False])
def test_a_site_of_one_process_keeps_its_work_there_too(
    site, read_only: Callable[..., Run], elsewhere: Path, by_option: bool
) -> None:
    site(SITE, _WITH_TAGS)
    named = ["--work-dir", str(elsewhere / "work")] if by_option else []
    environment = {} if by_option else {"KBGEN_WORK_DIR": str(elsewhere / "work")}
    done = read_only("build", "--site-dir", str(elsewhere / "site"), *named, **environment)
    assert done.code == 0, done.stderr
    assert (elsewhere / "site/index.html").is_file()


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_folder_that_is_not_ours_to_write_is_refused_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(code, os.strerror(code), str(arguments[0]))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with (
        pytest.raises(EnvironmentFailure, match="cannot be written") as caught,
        open_cache(settings_for(tmp_path)),
    ):
        pass
    assert "--work-dir" in caught.value.hint


def test_a_full_disk_is_not_answered_with_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OSError, match="No space"), open_cache(settings_for(tmp_path)):
        pass
