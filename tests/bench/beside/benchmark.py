# SPDX-License-Identifier: MIT
"""`python -m tests.bench sites FOLDER…`: build real MkDocs sites with and without kbgen.

Each site is copied twice. One copy is built by `mkdocs build`; to the other, the one line
`- kbgen` is added, and `kbgen build` builds it. Out: a section of RESULTS.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..results import circumstances, write_section
from ..tables import table
from .comparison import Comparison, compare_sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ROOT: Final = Path(__file__).parents[3]
_TITLE: Final = "Existing MkDocs sites, beside `mkdocs build`"
_NOTE: Final = """\
One line added (`- kbgen`). Pages: with main content, in both outputs. Words gone: pages with more than 2 % of the words of their
main content missing. Anchors: ids of headings. Files: everything else that MkDocs publishes, without the files of its theme and
search. In parentheses: how many of them a diagnostic names.
"""
_HEAD: Final = (
    "site", "mkdocs", "kbgen", "errors", "warnings", "pages", "addresses gone", "words gone", "anchors gone", "files gone",
)  # fmt: skip
_TELLING: Final = re.compile(r"KB(1\d\d|20[135678]|302|60[235]|70[68]|711)")
"""Codes that say that an article is left out, or that its text is missing or shown otherwise."""
_PLUGINS: Final = re.compile(
    r"^plugins:[ \t]*\n((?:[ \t]*#.*\n|[ \t]*\n)*)([ ]*)(- )?", re.MULTILINE
)
_MESSAGE: Final = re.compile(r"^(error|warning): (?:(.*?):\d+:\d+: )?(KB\d{3}) ", re.MULTILINE)
_LIMIT: Final = 1_800
"""Seconds for one build."""


class Found(NamedTuple):
    """A diagnostic of kbgen."""

    severity: str
    path: str
    code: str


@dataclass(frozen=True, slots=True)
class SiteReport:
    """The result for one site."""

    name: str
    mkdocs: int
    """The exit code of `mkdocs build`."""
    kbgen: int
    comparison: Comparison
    diagnostics: tuple[Found, ...]

    def codes(self, address: str) -> list[str]:
        """Return the codes of the diagnostics of the article at an address."""
        return sorted({item.code for item in self.diagnostics if page_address(item.path, address)})

    def is_named(self, address: str) -> bool:
        """Tell whether a diagnostic says that a page or a file is missing or differs."""
        if (
            "." in address.rpartition("/")[2]
        ):  # messages about files name the first and count the others
            return any(item.code in {"KB108", "KB109", "KB709"} for item in self.diagnostics)
        return any(map(_TELLING.fullmatch, self.codes(address)))


def run_sites(folders: Sequence[Path], python: str, *, listing: bool, write: bool) -> None:
    """Compare sites; print a table, and with `listing` every finding.

    Args:
        folders: of sites, each with an mkdocs.yml.
        python: an interpreter with MkDocs and the plugins of the sites.
        listing: whether to print each finding.
        write: whether to write the table into RESULTS.md.
    """
    reports = []
    for folder in folders:
        reports.append(_measure(folder, python))
        if listing:
            print("\n".join(_findings(reports[-1])), flush=True)
    made = table(_HEAD, map(_row, reports))
    print(made)
    if write:
        write_section(_TITLE, f"{circumstances()}\n\n{_NOTE}\n{made}")


def add_plugin(settings: str) -> str:
    """Return the text of an mkdocs.yml with the plugin kbgen, as the manual says to add it."""
    found = _PLUGINS.search(settings)
    if found:
        line = f"{found[2]}- kbgen\n" if found[3] else f"{found[2]}kbgen: {{}}\n"
        return settings[: found.start(2)] + line + settings[found.start(2) :]
    if re.search(r"^plugins:\s*\[", settings, re.MULTILINE):
        return re.sub(r"^plugins:\s*\[", "plugins: [kbgen, ", settings, flags=re.MULTILINE)
    return f"{settings.rstrip()}\n\nplugins:\n  - search\n  - kbgen\n"


def page_address(path: str, address: str) -> bool:
    """Say whether a path of an article ends with the same names as an address."""
    name = re.sub(r"(^|/)(index|README)$", "", path.removesuffix(".md"))
    return bool(name) and f"/{name}/".endswith(f"/{address.strip('/')}/")


def _measure(folder: Path, python: str) -> SiteReport:
    with tempfile.TemporaryDirectory() as aside:
        before, after = (Path(aside) / name / folder.name for name in ("mkdocs", "kbgen"))
        for copy in (before, after):
            _copy(folder, copy)
        settings = after / "mkdocs.yml"
        settings.write_text(add_plugin(settings.read_text("utf-8")), "utf-8")
        output = [Path(aside) / name for name in ("mkdocs.site", "kbgen.site")]
        plain = _run([python, "-m", "mkdocs", "build", "--no-strict", "-d", str(output[0])], before)
        ours = _run([python, "-m", "kbgen", "build", "--all", "-d", str(output[1])], after)
        for done, allowed in ((plain, 0), (ours, 1)):
            if done.returncode > allowed:
                print(f"{folder.name}: {done.stderr[-2_000:]}")
        found = [Found(*match.groups("")) for match in _MESSAGE.finditer(ours.stderr)]
        compared = compare_sites(output[0], output[1])
    return SiteReport(folder.name, plain.returncode, ours.returncode, compared, tuple(found))


def _copy(folder: Path, copy: Path) -> None:
    """Copy a site into a Git repository, which plugins that read dates need."""
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    for command in (["init", "-q", "."], ["add", "-A"], [*identity, "commit", "-qm", "Copy"]):
        subprocess.run(["git", *command], cwd=copy, check=True, capture_output=True)


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"), ".")))
    environment = {**os.environ, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=_LIMIT
    )  # fmt: skip


def _row(report: SiteReport) -> list[str]:
    found = report.comparison
    severities = Counter(item.severity for item in report.diagnostics)
    missing = (found.gone, [loss.address for loss in found.losses], found.anchors, found.files)
    codes = (report.mkdocs, report.kbgen, severities["error"], severities["warning"])
    counts = [_count(addresses, report) for addresses in missing]
    return [report.name, *map(str, (*codes, found.both)), *counts]


def _count(addresses: Sequence[str], report: SiteReport) -> str:
    """Return `5 (3)`: the number of findings, and how many of them a diagnostic names."""
    named = sum(report.is_named(address.partition("#")[0]) for address in addresses)
    return f"{len(addresses)} ({named})" if addresses else "0"


def _findings(report: SiteReport) -> Iterable[str]:
    found = report.comparison
    yield f"== {report.name}"
    for address in found.gone:
        named = " [named]" if report.is_named(address) else ""
        yield f"address gone: {address} [{' '.join(report.codes(address))}]{named}"
    for loss in found.losses:
        codes = " ".join(report.codes(loss.address))
        yield f"words gone: {loss.address} {loss.share:.1%} [{codes}] {' '.join(loss.words)}"
    yield from (f"anchor gone: {anchor}" for anchor in found.anchors)
    yield from (f"file gone: {file}" for file in found.files)
