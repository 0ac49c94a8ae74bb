# SPDX-License-Identifier: MIT
"""Nothing outside the site's folder is read or written: every open of a whole build, worker processes included."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from pathlib import Path

import pytest
from conftest import run, write_tree

import kbgen
from kbgen.language.dictionary import dictionary_folder
from kbgen.settings.resources import theme_dir

WATCHING = Path(__file__).with_name("watching")
TREE = """
help/mkdocs.yml
| site_name: Acme
| site_url: https://help.example.com/
| theme: {name: material, font: false}
| docs_dir: content
| markdown_extensions:
|   - pymdownx.snippets
|   - pymdownx.b64: {base_path: /}
|   - pymdownx.emoji:
|       emoji_index: !!python/name:material.extensions.emoji.twemoji
|       emoji_generator: !!python/name:material.extensions.emoji.to_svg
| plugins:
|   - kbgen:
|       languages: [en, ru]
|       contact: {email: help@example.com}
help/content/en/_category.yml
| title: Top
help/content/en/part.md
| # Part
|
| *shared*
help/content/en/good.md
| ---
| title: Good
| tags: [a]
| ---
| :material-home: ![i](i.svg) ![j](../../../secret.svg) [k](/etc/hosts) [l](file:///etc/passwd)
|
| --8<-- "en/part.md"
help/content/en/i.svg
| <svg xmlns="http://www.w3.org/2000/svg"/>
help/content/en/bad1.md
| # Bad
|
| --8<-- "../../secret.md"
help/content/en/bad2.md
| # Bad
|
| --8<-- "/etc/passwd"
help/content/en/bad3.md
| # Bad
|
| --8<-- "https://evil.example/x.md"
help/content/en/bad4.md
| ---
| title: Bad
| template: ../../secret.md
| icon: ../../../secret
| ---
| text
help/content/ru/good.md
| ---
| title: Да
| ---
| текст
secret.md
| the secret
secret.svg
| the secret
outside/deep/x.md
| the secret
"""


def write_site(above: Path) -> Path:
    """The site of the tree, with links that lead out of it in every way."""
    write_tree(above, TREE)
    links = {
        "file.md": "../../../secret.md",
        "folder": "../../../outside",
        "absolute": str(above / "outside"),
        "chain.md": "file.md",
        "loop": ".",
        "image.svg": "../../../secret.svg",
        "etc": "/etc",
        "hidden.md": "../../mkdocs.yml",
    }
    for name, target in links.items():
        (above / "help/content/en" / name).symlink_to(target)
    return above / "help"


def python_places() -> list[str]:
    """Return the folders of Python, its packages and kbgen, under all of their names."""
    package = Path(kbgen.__file__).parent
    places = [
        package,
        package.parent / "pyproject.toml",
        dictionary_folder(),
        theme_dir(),
        WATCHING,
        *map(Path, (sys.prefix, sys.base_prefix)),
    ]
    places += [Path(path) for path in sysconfig.get_paths().values()]
    places += [
        Path(path) for path in sys.path if path.endswith(("site-packages", "dist-packages", ".zip"))
    ]
    return sorted({name for path in places for name in (str(path), os.path.realpath(path))})


SYSTEM = (
    # What Python's own modules ask of the system: types of files, time zones, number of processors, its own process.
    "/etc/mime.types", "/etc/httpd", "/etc/apache", "/usr/local/etc/", "/usr/local/lib/netscape", "/etc/localtime",
    "/usr/share/zoneinfo", "/dev/null", "/dev/urandom", "/dev/shm/", "/proc/self/", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/fs/cgroup", "/sys/devices/system/cpu", "/etc/os-release", "/usr/lib/os-release",
)  # fmt: skip


def is_below(path: str, folders: list[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}{os.sep}") for folder in folders)


@pytest.fixture(scope="module", params=["1", "2"], ids=["one process", "two processes"])
def opens(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[list[str]]]:
    """The site's folder, and what a build of it opened: (what for, absolute path)."""
    above = tmp_path_factory.mktemp("watched")
    root = write_site(above)
    log = above / "log"
    jobs = (
        ["--jobs", request.param]
        if "--jobs" in run(root, "kbgen", "build", "--help").stdout
        else []
    )
    built = run(
        root,
        "kbgen",
        "build",
        *jobs,
        PYTHONPATH=f"{WATCHING}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        KBGEN_WATCH_LOG=str(log),
        PYTHONDONTWRITEBYTECODE="1",
        TMPDIR=str(above / "help/.kbgen"),
    )
    assert built.code == 1, built.stderr
    assert (root / "site/good/index.html").exists()
    return root, [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_nothing_outside_is_read(opens: tuple[Path, list[list[str]]]) -> None:
    """But Python, its packages, kbgen and what Python asks of the system."""
    root, seen = opens
    places = [str(root), *python_places()]
    # Python lists the folders in which it looks for packages.
    looked_at = {
        str(Path(kbgen.__file__).parents[1]),
        os.path.realpath(Path(kbgen.__file__).parents[1]),
    }
    foreign = {
        path for kind, path in seen if kind == "read" and not is_below(path, places)
    } - looked_at
    assert sorted(path for path in foreign if not path.startswith(SYSTEM)) == []
    assert str(root / "content/en/good.md") in {path for _, path in seen}


def test_links_are_not_followed_out_of_the_folder(opens: tuple[Path, list[list[str]]]) -> None:
    """Not even opened: neither by the name of the link nor through it."""
    root, seen = opens
    links = {str(path) for path in (root / "content/en").iterdir() if path.is_symlink()}
    assert len(links) == 8
    # It leads to mkdocs.yml, in whose folder snippets may be.
    links.remove(str(root / "content/en/hidden.md"))
    assert [path for _, path in seen if is_below(path, sorted(links))] == []


def test_nothing_outside_is_written(opens: tuple[Path, list[list[str]]]) -> None:
    """Only the work folder, the site, and the next site during a build; never the content."""
    root, seen = opens
    written = {path for kind, path in seen if kind == "write" and path not in ("/dev/null",)}
    assert [
        path
        for path in written
        if not is_below(path, [str(root)]) and not path.startswith("/dev/shm/")
    ] == []
    tops = {
        Path(path).relative_to(root).parts[0]
        for path in written
        if path != str(root) and is_below(path, [str(root)])
    }
    assert {top for top in tops if not top.startswith((".kbgen", "site", ".site"))} == set()


def test_no_connection_and_no_other_program(opens: tuple[Path, list[list[str]]]) -> None:
    _, seen = opens
    called = [line for line in seen if line[0] not in ("read", "write")]
    assert [
        line for line in called if line[0] == "socket.connect" and "AF_UNIX" not in line[1]
    ] == []
    assert [
        line for line in called if line[0] != "socket.connect" and sys.executable not in line[1]
    ] == []


def test_no_secret_is_in_the_site(opens: tuple[Path, list[list[str]]]) -> None:
    """Neither as a page nor as a file."""
    root, _ = opens
    files = [path for path in root.joinpath("site").rglob("*") if path.is_file()]
    assert len(files) > 20
    assert [
        path
        for path in files
        if b"the secret" in path.read_bytes() or b"root:x:0" in path.read_bytes()
    ] == []
    page = (root / "site/good/index.html").read_text("utf-8")
    assert "<em>shared</em>" in page
    assert "<svg" in page
