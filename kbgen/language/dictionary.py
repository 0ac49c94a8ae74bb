# SPDX-License-Identifier: MIT
"""A language's dictionary of inflected forms, read both ways without holding it in memory.

In: simplemma's dictionary (form → lemma, up to 3.7 million pairs, 0.6 GB as a Python dict). Out: one file per language
in the work folder, two tables of compressed buckets: folded form → folded lemma, and folded lemma → folded forms. The
file is made once, in a process of its own so that the memory goes back to the system, and is then read by bucket.
Run as `python -m kbgen.language.dictionary LANG FILE`; with `--until-stdin-closes` it ends with its parent.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from array import array
from collections import defaultdict
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from zlib import crc32

from kbgen.errors import EnvironmentFailure, InternalError
from kbgen.language.fold import fold
from kbgen.runtime.lifeline import end_when_closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAGIC: Final = b"kbgen-dictionary-1\n"
_TIED: Final = "--until-stdin-closes"
_BUCKETS: Final = 512
_HEADER: Final = len(_MAGIC) + 8 * 2 * (_BUCKETS + 1)
MAX_FORMS: Final = 400
"""A lemma with more forms than this is a mistake of the dictionary (every number, every name)."""


class Dictionary:
    """A dictionary file, opened for reading."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.version = file.name
        """Changes when its answers may."""
        with file.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise InternalError(f"{file} is not a dictionary")
            self._offsets = array("Q")
            self._offsets.frombytes(stream.read(_HEADER - len(_MAGIC)))
        if self._offsets[-1] != file.stat().st_size:
            raise InternalError(f"{file} is not whole")

    def lemmas(self, forms: Iterable[str]) -> dict[str, str]:
        """Folded form → its lemma, for those of `forms` that the dictionary has."""
        return {form: row[0] for form, row in self._rows(forms, 0)}

    def forms(self, lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Folded lemma → its folded forms, sorted, for those of `lemmas` that the dictionary has."""
        return dict(self._rows(lemmas, _BUCKETS + 1))

    def _rows(self, keys: Iterable[str], table: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The rows of `keys`, every bucket read once."""
        wanted: defaultdict[int, list[str]] = defaultdict(list)
        for key in keys:
            wanted[crc32(key.encode()) % _BUCKETS].append(key)
        with self._file.open("rb") as stream:
            for bucket, some in sorted(wanted.items()):
                rows = self._read_bucket(stream, table + bucket)
                yield from ((key, tuple(rows[key].split("\t"))) for key in some if key in rows)

    def _read_bucket(self, stream: BinaryIO, index: int) -> dict[str, str]:
        stream.seek(self._offsets[index])
        data = zlib.decompress(stream.read(self._offsets[index + 1] - self._offsets[index]))
        pairs = (line.split("\t", 1) for line in data.decode().split("\n") if line)
        return {key: rest for key, rest in pairs}  # noqa: C416


def dictionary_folder() -> Path:
    """Where prepared dictionaries are kept for all sites of this user.

    `KBGEN_CACHE` names the folder; else it is `kbgen/` in the user's cache folder (`XDG_CACHE_HOME`, `~/.cache`).
    A dictionary depends on nothing but the version of simplemma, so one copy serves every site and every CI job.
    """
    chosen = os.environ.get("KBGEN_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kbgen"


def open_dictionary(name: str, folder: Path) -> Dictionary | None:
    """Open the dictionary called `name` of simplemma, making its file in `folder` first when it is not there.

    Returns:
        None for the empty name: the language has no dictionary.

    Raises:
        EnvironmentFailure: the file cannot be written.
    """
    if not name:
        return None
    file = folder / f"{name}-{version('simplemma')}.dictionary"
    if file.exists():
        try:
            return Dictionary(file)
        except (InternalError, OSError, ValueError):
            file.unlink()
    _make_in_own_process(name, file)
    return Dictionary(file)


def _make_in_own_process(name: str, file: Path) -> None:
    """Have a process write the dictionary file; it ends with the block, and with this process."""
    command = [sys.executable, "-m", "kbgen.language.dictionary", name, str(file), _TIED]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    child_end, our_end = os.pipe()
    with (
        os.fdopen(child_end),
        subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=child_end, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process,
        os.fdopen(our_end, "wb"),
    ):
        said = process.communicate()[1]
    if process.returncode:
        reason = said.strip().rpartition("\n")[2]
        raise EnvironmentFailure(
            f"the {name} dictionary could not be prepared: {reason}", f"is there space and memory? {file.parent}"
        )


def make(name: str, file: Path) -> None:
    """Write the file of one of simplemma's dictionaries, in one step."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    tables = _tables(DefaultDictionaryFactory().get_dictionary(name).items())
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = _unfinished(file)
    with aside.open("wb") as stream:
        stream.write(bytes(_HEADER))
        offsets = array("Q")
        for table in tables:
            for bucket in table:
                offsets.append(stream.tell())
                stream.write(zlib.compress(bucket, 1))
            offsets.append(stream.tell())
        stream.seek(0)
        stream.write(_MAGIC + offsets.tobytes())
    aside.replace(file)


def _unfinished(file: Path) -> Path:
    """Return the file that this process writes before it replaces `file`."""
    return file.with_suffix(f".{os.getpid()}")


def _tables(pairs: Iterable[tuple[str, str]]) -> Iterator[Iterator[bytes]]:
    """The two tables' buckets, as text: `form TAB lemma` and `lemma TAB form TAB form …` lines."""
    fold_letters = _Letters()
    by_form = [bytearray() for _ in range(_BUCKETS)]
    by_lemma = [bytearray() for _ in range(_BUCKETS)]
    previous, lemma, lemma_bucket = "", b"", by_lemma[0]
    for surface, base in pairs:
        if base != previous:  # neighbours mostly share their lemma
            previous, lemma = base, base.translate(fold_letters).encode()
            lemma_bucket = by_lemma[crc32(lemma) % _BUCKETS]
            lemma_bucket += b"\n" + lemma
        form = surface.translate(fold_letters).encode()
        by_form[crc32(form) % _BUCKETS] += form + b"\t" + lemma + b"\n"
        lemma_bucket += b"\t" + form
    yield (_lemma_lines(bucket) for bucket in by_form)
    yield (_form_lines(bucket) for bucket in by_lemma)


def _lemma_lines(bucket: bytearray) -> bytes:
    """One lemma a form. Where folding made two words one (`polish`, `Polish`), its own lemma wins, then the first."""
    lemmas: dict[bytes, bytes] = {}
    for line in bytes(bucket).splitlines():
        form, _, lemma = line.partition(b"\t")
        if lemmas.setdefault(form, lemma) != form and lemma == form:
            lemmas[form] = lemma
    return b"\n".join([b"%s\t%s" % pair for pair in lemmas.items()])


def _form_lines(bucket: bytearray) -> bytes:
    forms: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for line in bytes(bucket).splitlines()[1:]:
        lemma, *some = line.split(b"\t")
        forms[lemma].update(some)
    rows = (b"\t".join((lemma, *sorted(some))) for lemma, some in forms.items() if len(some) <= MAX_FORMS)
    return b"\n".join(rows)


class _Letters(dict[int, str]):
    """A table for `str.translate` that folds letter by letter and remembers."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold(chr(code))
        return folded


def _main(name: str, path: str, *options: str) -> None:
    """Run as a program of its own."""
    file = Path(path)
    if _TIED in options:
        end_when_closed(partial(os.read, sys.stdin.fileno(), 1), partial(_unfinished(file).unlink, missing_ok=True))
    make(name, file)


if __name__ == "__main__":
    _main(*sys.argv[1:])
