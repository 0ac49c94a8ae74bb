# SPDX-License-Identifier: MIT
"""Draw a diagram with the command in the setting `mermaid`, once for each source.

The drawing is kept in the work folder. What the program writes is cleaned like any SVG file, so
that the picture can neither run nor load anything.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from kbgen.runtime.atomic_write import write_atomically

if TYPE_CHECKING:
    from kbgen.settings.types import SiteSettings

INPUT: Final = "{input}"
OUTPUT: Final = "{output}"
_SECONDS: Final = 60
"""Longest time for one diagram: a program may have to start a browser first."""
_MAX_BYTES: Final = 2_000_000
_MAX_REASON: Final = 160
# Without it, the labels are HTML, which a cleaned drawing cannot have.
_PLAIN_LABELS: Final = '%%{init: {"htmlLabels": false, "flowchart": {"htmlLabels": false}}}%%'


NOT_INSTALLED: Final = "is not installed"
"""Ends the reason that no correction of a diagram can change."""


class NotDrawn(Exception):
    """A diagram that could not be drawn; the message says why."""


def drawings_folder(settings: SiteSettings) -> Path:
    """Return the folder that keeps drawings between builds."""
    return settings.work_dir / "diagrams"


def draw(source: str, settings: SiteSettings) -> bytes:
    """Return the drawing of a diagram.

    Raises:
        NotDrawn: The program failed, took too long, or wrote no drawing.
    """
    command = settings.kbgen.mermaid.command
    folder = drawings_folder(settings)
    key = sha256(json.dumps([command, source]).encode()).hexdigest()
    kept = folder / f"{key}.svg"
    with suppress(OSError):
        return kept.read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as work:
            drawing = _draw(source, command, settings.root, Path(work))
        write_atomically(kept, drawing)
    except OSError as error:
        raise NotDrawn(error.strerror or str(error)) from error
    return drawing


def _draw(source: str, command: tuple[str, ...], root: Path, work: Path) -> bytes:
    files = {INPUT: work / "diagram.mmd", OUTPUT: work / "diagram.svg"}
    files[INPUT].write_text(_with_plain_labels(source), encoding="utf-8")
    arguments = [_filled(argument, files) for argument in command]
    _run(arguments, root)
    try:
        if files[OUTPUT].stat().st_size > _MAX_BYTES:
            raise NotDrawn(f"the drawing is larger than {_MAX_BYTES // 1_000_000} MB")
        return _cleaned(files[OUTPUT].read_bytes())
    except FileNotFoundError:
        raise NotDrawn(f"{Path(command[0]).name} wrote no file") from None


def _filled(argument: str, files: dict[str, Path]) -> str:
    for name, path in files.items():
        argument = argument.replace(name, str(path))
    return argument


def _with_plain_labels(source: str) -> str:
    """Add the option after the front matter, which has to be first."""
    lines = source.split("\n")
    end = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0
    return "\n".join([*lines[:end], _PLAIN_LABELS, *lines[end:]])


def _run(arguments: list[str], root: Path) -> None:
    """Run the program without a shell; end it with all its children when the time is up."""
    program = Path(arguments[0]).name
    try:
        process = subprocess.Popen(  # noqa: S603 (the site's own settings name the program)
            arguments,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A separate group, so that the browser that the program starts ends with it.
            start_new_session=True,
        )
    except FileNotFoundError:
        raise NotDrawn(f"{program} {NOT_INSTALLED}") from None
    with process:
        try:
            output, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            raise NotDrawn(f"{program} takes more than {_SECONDS} s") from None
        finally:
            if process.returncode != 0:
                _end(process)
    if process.returncode:
        raise NotDrawn(f"{program} failed: {_reason(output, process.returncode)}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # it has ended, with its children
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _reason(output: bytes, code: int) -> str:
    """Return the first line of the output with `error` and the next one, or the last line."""
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    error = next((number for number, line in enumerate(lines) if "error" in line.lower()), None)
    said = lines[-1:] if error is None else lines[error : error + 2]
    words = " ".join(said).split() or [f"exit code {code}"]
    return "".join(char for char in " ".join(words) if char.isprintable())[:_MAX_REASON]


def _cleaned(data: bytes) -> bytes:
    from kbgen.content.drawings.svg import UnreadableSvg, make_inert  # imports modules for HTTP

    try:
        inert = make_inert(data)
    except UnreadableSvg as error:
        raise NotDrawn(f"the program wrote no drawing: {error}") from error
    # The picture would be boxes without words.
    if inert and "<foreignObject>" in inert.removed:
        raise NotDrawn("its labels are HTML. Set htmlLabels to false in the program's settings")
    return inert.content if inert else data
