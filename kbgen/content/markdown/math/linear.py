# SPDX-License-Identifier: MIT
"""Write a formula on one line, for search, summaries and browsers without MathML.

In: a `math` element of `latex`. Out: text such as `x = (a + b)/2`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

_ACCENTS: Final = {
    "^": "\u0302", "\u02c6": "\u0302", "~": "\u0303", "\u02dc": "\u0303", "\u00af": "\u0304",
    "\u2015": "\u0304", "_": "\u0304", "\u02d9": "\u0307", "\u2192": "\u20d7",
}  # fmt: skip
# Signs without spaces around them in `f(x, y)`, `n!`, `|x|`.
_TIGHT: Final = re.compile(r"[()\[\]{}|!.,;:/\u2032\u2016\u2211\u220f\u222b-\u2230\u2308-\u230b]+")
_WORD: Final = re.compile(r"\w{2,}")
_SIMPLE: Final = re.compile(r"\S|\w+|\([^()]*\)")


def linear_text(element: Element) -> str:
    """Return the formula as text on one line."""
    return " ".join(_text(element).split())


def _text(element: Element) -> str:
    if element.tag == "mo" and element.text:
        return _operator(element.text)
    if element.tag in ("mi", "mn", "mtext"):
        text = element.text or ""
        return f" {text} " if element.tag == "mi" and _WORD.fullmatch(text) else text
    if element.tag == "mphantom":
        return " "
    if write := _WRITERS.get(str(element.tag)):
        # The argument of `lim` or of a sum follows.
        after = " " if len(element) > 1 and element[0].tag == "mo" else ""
        return write([_text(child) for child in element]) + after
    return "".join(map(_text, element))


def _operator(sign: str) -> str:
    if sign in ",;":
        return f"{sign} "
    return sign if _TIGHT.fullmatch(sign) else f" {sign} "


def _group(text: str) -> str:
    """Return a part of a formula, in parentheses if it is more than one sign, number or word."""
    text = " ".join(text.split())
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _over(parts: list[str]) -> str:
    accent = _ACCENTS.get(parts[1].strip())
    base = parts[0].strip()
    return base + accent if accent and len(base) == 1 else _with_limits(parts)


def _with_limits(parts: list[str]) -> str:
    limits = "".join(
        mark + _group(part) for mark, part in zip("_^", parts[1:], strict=False) if part.strip()
    )
    return f"{parts[0].rstrip()}{limits}"


def _power(parts: list[str]) -> str:
    power = parts[1].strip()
    return parts[0].rstrip() + (power if power.strip("\u2032") == "" else f"^{_group(power)}")


_WRITERS: Final[dict[str, Callable[[list[str]], str]]] = {
    "mfrac": lambda parts: f"{_group(parts[0])}/{_group(parts[1])}",
    "msqrt": lambda parts: f"\u221a{_group(''.join(parts))}",
    "mroot": lambda parts: f"{_group(parts[0])}^(1/{_group(parts[1])})",
    "msub": lambda parts: f"{parts[0].rstrip()}_{_group(parts[1])}",
    "msup": _power,
    "msubsup": lambda parts: f"{parts[0].rstrip()}_{_group(parts[1])}^{_group(parts[2])}",
    "munder": _with_limits,
    "mover": _over,
    "munderover": _with_limits,
    "mtable": "; ".join,
    "mtr": " ".join,
    "mspace": lambda _: " ",
}
