# SPDX-License-Identifier: MIT
"""simplemma's dictionary format, pair by pair.

A stream is a header, then pairs of form and lemma. The header is `_MAGIC`, a byte of flags (0), and
the number of pairs. A pair is stored as

    shared  length  suffix  trim  [length  suffix]

The form is the first `shared` bytes of the preceding form, plus the suffix. The lemma depends on
`trim`:

- `SAME_LEMMA`: the lemma of the preceding pair; the record ends here;
- `WHOLE_LEMMA`: the second suffix alone;
- otherwise: the form without its last `trim` bytes, plus the second suffix.

Forms are sorted, so most pairs take five bytes. Numbers are varints: seven bits a byte, the lowest
first, and the high bit set on all but the last byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_LEMMA: Final = 254
"""Value of `trim`: the lemma of the preceding pair."""
WHOLE_LEMMA: Final = 255
"""Value of `trim`: the lemma shares nothing with the form."""
_MAGIC: Final = b"SMFC1"
_MAX_SIZE: Final = 1 << 30
"""Limit of pairs and bytes: offsets fit in 32 bits."""
_SAME: Final = bytes([SAME_LEMMA])
_WHOLE: Final = bytes([WHOLE_LEMMA])
_LARGE: Final = 0x80
"""First number that takes more than one byte."""
_SMALL: Final = [bytes([number]) for number in range(_LARGE)]


def read_header(stream: bytes) -> tuple[int, int]:
    """Return the offset of the first pair, and the number of pairs.

    Raises:
        ValueError: The stream has another format, or reversed words, which no language here has.
    """
    flags = len(_MAGIC)
    if not stream.startswith(_MAGIC) or stream[flags : flags + 1] != b"\0":
        raise ValueError("unknown format")
    try:
        count, first = _read_number(stream, flags + 1)
    except IndexError:
        raise ValueError("the header is cut off") from None
    if not 0 < count < _MAX_SIZE or len(stream) >= _MAX_SIZE:
        raise ValueError("there are no pairs, or too many")
    return first, count


def decode_records(stream: bytes, at: int, count: int) -> list[tuple[bytes, bytes]]:
    """Decode `count` pairs from offset `at`, where the first must share nothing."""
    form = lemma = b""
    pairs = []
    for _ in range(count):
        shared, length = stream[at], stream[at + 1]
        # Nearly all numbers take one byte, and two calls would take longer than the rest.
        if shared < _LARGE and length < _LARGE:
            at += 2
        else:
            shared, at = _read_number(stream, at)
            length, at = _read_number(stream, at)
        # The form: the prefix shared with the preceding form, and the suffix.
        form = form[:shared] + stream[at : at + length]
        at += length
        trim = stream[at]
        at += 1
        # SAME_LEMMA keeps `lemma` as it is; otherwise the record goes on with the lemma's suffix.
        if trim != SAME_LEMMA:
            length, at = _read_number(stream, at)
            ending = stream[at : at + length]
            at += length
            lemma = ending if trim == WHOLE_LEMMA else form[: len(form) - trim] + ending
        pairs.append((form, lemma))
    return pairs


def write_records(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Encode pairs as a stream, in the order given."""
    records: list[bytes] = []
    last_form = last_lemma = None
    for form, lemma in ((form.encode(), lemma.encode()) for form, lemma in pairs):
        shared = _common_prefix_length(last_form or b"", form)
        records += (_number(shared), _number(len(form) - shared), form[shared:])
        records.append(_SAME if lemma == last_lemma else _lemma_record(form, lemma))
        last_form, last_lemma = form, lemma
    return b"".join([_MAGIC, b"\0", _number(len(records) // 4), *records])


def whole_record(form: bytes, lemma: bytes) -> bytes:
    """Encode a pair that shares nothing with the preceding pair."""
    return b"\0%b%b\xff%b%b" % (_number(len(form)), form, _number(len(lemma)), lemma)


def _lemma_record(form: bytes, lemma: bytes) -> bytes:
    shared = _common_prefix_length(form, lemma)
    trim = len(form) - shared
    # `trim` is one byte, and its two greatest values have another meaning.
    if trim >= SAME_LEMMA:
        return b"".join((_WHOLE, _number(len(lemma)), lemma))
    return b"".join((bytes([trim]), _number(len(lemma) - shared), lemma[shared:]))


def _number(number: int) -> bytes:
    """Encode a number as a varint."""
    if number < _LARGE:
        return _SMALL[number]
    encoded = bytearray()
    while number >= _LARGE:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _read_number(stream: bytes, at: int) -> tuple[int, int]:
    """Decode the varint at an offset. Return it and the next offset."""
    number = stream[at]
    if number < _LARGE:
        return number, at + 1
    number, shift = number & 0x7F, 7
    while stream[at := at + 1] >= _LARGE:
        number |= (stream[at] & 0x7F) << shift
        shift += 7
    return number | stream[at] << shift, at + 1


def _common_prefix_length(one: bytes, other: bytes) -> int:
    """Return the length of the common prefix."""
    for length, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return length
    return min(len(one), len(other))
