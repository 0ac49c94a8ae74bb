# SPDX-License-Identifier: MIT
"""simplemma's dictionary format, pair by pair.

A stream is a header and pairs of form and lemma. A pair is stored as

    shared  length  suffix  trim  [length  suffix]

The form is the first `shared` bytes of the form before, and a suffix. The lemma is the form without its last `trim`
bytes, and a suffix; or the lemma of the pair before (`SAME_LEMMA`), or the suffix alone (`WHOLE_LEMMA`). Forms are
sorted, so most pairs take five bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_LEMMA: Final = 254
WHOLE_LEMMA: Final = 255
_MAGIC: Final = b"SMFC1"
_MAX_SIZE: Final = 1 << 30
_SAME: Final = bytes([SAME_LEMMA])
_WHOLE: Final = bytes([WHOLE_LEMMA])
_LARGE: Final = 0x80
"""From this number on, a number takes more than one byte."""
_SMALL: Final = [bytes([number]) for number in range(_LARGE)]


def read_header(stream: bytes) -> tuple[int, int]:
    """Return where the first pair begins, and how many pairs there are.

    Raises:
        ValueError: the stream has another format, or reversed words, which no language of ours has.
    """
    flags = len(_MAGIC)
    if not stream.startswith(_MAGIC) or stream[flags : flags + 1] != b"\0":
        raise ValueError("the format is another")
    try:
        count, first = _read_number(stream, flags + 1)
    except IndexError:
        raise ValueError("the header is cut off") from None
    if not 0 < count < _MAX_SIZE or len(stream) >= _MAX_SIZE:
        raise ValueError("there are no pairs, or too many")
    return first, count


def decode_records(stream: bytes, at: int, count: int) -> list[tuple[bytes, bytes]]:
    """Return `count` pairs, the first of which was written in full."""
    form = lemma = b""
    pairs = []
    for _ in range(count):
        shared, length = stream[at], stream[at + 1]
        if shared < _LARGE and length < _LARGE:  # nearly always, and a call takes longer than the rest
            at += 2
        else:
            shared, at = _read_number(stream, at)
            length, at = _read_number(stream, at)
        form = form[:shared] + stream[at : at + length]
        at += length
        trim = stream[at]
        at += 1
        if trim != SAME_LEMMA:
            length, at = _read_number(stream, at)
            ending = stream[at : at + length]
            at += length
            lemma = ending if trim == WHOLE_LEMMA else form[: len(form) - trim] + ending
        pairs.append((form, lemma))
    return pairs


def write_records(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return the stream of some pairs, in their order."""
    records: list[bytes] = []
    former = last_lemma = None
    for form, lemma in ((form.encode(), lemma.encode()) for form, lemma in pairs):
        shared = _common_prefix_length(former or b"", form)
        records += (_number(shared), _number(len(form) - shared), form[shared:])
        records.append(_SAME if lemma == last_lemma else _lemma_record(form, lemma))
        former, last_lemma = form, lemma
    return b"".join([_MAGIC, b"\0", _number(len(records) // 4), *records])


def whole_record(form: bytes, lemma: bytes) -> bytes:
    """Return a pair that shares nothing."""
    return b"\0%b%b\xff%b%b" % (_number(len(form)), form, _number(len(lemma)), lemma)


def _lemma_record(form: bytes, lemma: bytes) -> bytes:
    kept = _common_prefix_length(form, lemma)
    trim = len(form) - kept
    if trim >= SAME_LEMMA:
        return b"".join((_WHOLE, _number(len(lemma)), lemma))
    return b"".join((bytes([trim]), _number(len(lemma) - kept), lemma[kept:]))


def _number(number: int) -> bytes:
    """Return a number as streams have it: seven bits a byte, the lowest first."""
    if number < _LARGE:
        return _SMALL[number]
    some = bytearray()
    while number >= _LARGE:
        some.append(number & 0x7F | 0x80)
        number >>= 7
    some.append(number)
    return bytes(some)


def _read_number(stream: bytes, at: int) -> tuple[int, int]:
    number = stream[at]
    if number < _LARGE:
        return number, at + 1
    number, shift = number & 0x7F, 7
    while stream[at := at + 1] >= _LARGE:
        number |= (stream[at] & 0x7F) << shift
        shift += 7
    return number | stream[at] << shift, at + 1


def _common_prefix_length(one: bytes, other: bytes) -> int:
    """Return the length of the common beginning."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
