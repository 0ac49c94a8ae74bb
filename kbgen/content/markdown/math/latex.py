# SPDX-License-Identifier: MIT
"""Convert one formula from LaTeX to MathML, or say why it cannot be read.

latex2mathml shows a command that it does not know as its name, and leaves out what is missing. So
the formula is checked before, and the elements after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category
from xml.etree.ElementTree import Element, SubElement  # only created here, nothing is parsed

if TYPE_CHECKING:
    from collections.abc import Iterable

# Environments under the name of one that latex2mathml reads as a table, with its columns.
_SAME_AS: Final = {
    **dict.fromkeys(("align", "aligned", "alignat", "alignedat", "flalign"), ("align*", "")),
    **dict.fromkeys(("gather", "gathered", "multline"), ("matrix", "")),
    "eqnarray": ("array", "{rcl}"),
    "dcases": ("cases", ""),
}
_GROUPS: Final = frozenset({"equation", "math", "displaymath"})
"""Environments that only set their content apart."""
_WITH_COLUMNS: Final = frozenset({"alignat", "alignedat"})
_ENVIRONMENT: Final = re.compile(r"\\(begin|end)\s*\{([a-zA-Z]+)(\*?)\}(\[[tcb]\])?(\{\d+\})?")
# What numbers, names or loads something elsewhere, and draws nothing.
_WITHOUT_EFFECT: Final = re.compile(
    r"\\(?:(?:label|require)\s*\{[^{}]*\}|(?:nonumber|notag)(?![a-zA-Z]))"
)
_NEW_LINE: Final = re.compile(r"\\newline(?![a-zA-Z])")
_COMMENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
_COMMAND: Final = re.compile(r"\\[a-zA-Z]+\*?")
_CHARACTER: Final = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_PARTS: Final = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_WITH_BASE: Final = frozenset({"msub", "msup", "msubsup"})
_TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext"})
_ORDINARY: Final = frozenset("\u2200\u2202\u2203\u2204\u2205\u2206\u2207\u221e\u00ac")
"""Mathematical signs that are no operators, such as ∂ and ∞."""
_ARROWS: Final = "\u2190\u21ff"
_LAST_SIGN: Final = "\u2bff"
_ACTIVE: Final = {"href": r"\href", "style": r"\style"}


class UnreadableFormula(ValueError):
    """A formula that cannot be converted; the message says why."""


class LatexReader:
    """Converts the formulas of one text. Each can use the commands that earlier ones define."""

    def __init__(self) -> None:
        from latex2mathml.converter import Converter  # few sites have formulas

        self._converter = Converter()

    def read(self, latex: str, *, is_block: bool) -> Element:
        """Return the `math` element of a formula.

        Raises:
            UnreadableFormula: The formula has an unknown command, or lacks a part.
        """
        formula = _prepare(latex)
        # The library reads such a formula without an error, and leaves out a part.
        _check_braces(formula)
        self._converter.display = "block" if is_block else "inline"
        try:
            math: Element = self._converter.convert_to_element(formula)
        except (RecursionError, MemoryError):
            raise UnreadableFormula("it is nested too deeply") from None
        except Exception as error:  # the library's exceptions have no base class and no message
            raise UnreadableFormula(_in_words(type(error).__name__)) from error
        _finish(math, is_block=is_block)
        return math


def _prepare(latex: str) -> str:
    formula = _ENVIRONMENT.sub(_rename, _COMMENT.sub(r"\1", latex))
    return _NEW_LINE.sub(r"\\\\", _WITHOUT_EFFECT.sub("", formula)).strip()


def _rename(match: re.Match[str]) -> str:
    from latex2mathml import commands

    edge, name, star, _, count = match.groups()
    if name in _GROUPS:
        return "{" if edge == "begin" else "}"
    if name in _SAME_AS:
        name, columns = _SAME_AS[name]
        kept = "" if match[2] in _WITH_COLUMNS else count or ""
        return f"\\{edge}{{{name}}}{columns if edge == 'begin' else ''}{kept}"
    if f"\\{name}{star}" not in commands.MATRICES:
        raise UnreadableFormula(f"the environment {name}{star} is not known")
    return match.group()


def _check_braces(formula: str) -> None:
    depth = 0
    for char in _ESCAPED.sub("", formula):
        depth += (char == "{") - (char == "}")
        if depth < 0:
            raise UnreadableFormula("a closing brace } has no opening one")
    if depth:
        raise UnreadableFormula("a brace { is not closed")


_WORDS: Final = {
    "NoAvailableTokensError": "something is missing at its end",
    "ExtraLeftOrMissingRightError": r"\left and \right do not match",
    "DoubleSubscriptsError": "two indexes follow each other: use braces",
    "DoubleSuperscriptsError": "two powers follow each other: use braces",
    "MissingSuperScriptOrSubscriptError": "an index or a power is missing",
    "MissingEndError": r"an environment has no \end",
    "NumeratorNotFoundError": "a fraction has no numerator",
    "DenominatorNotFoundError": "a fraction has no denominator",
    "LimitsMustFollowMathOperatorError": r"\limits does not follow an operator",
}


def _in_words(name: str) -> str:
    return _WORDS.get(name, "it is not complete")


def _finish(math: Element, *, is_block: bool) -> None:
    """Check the elements, and correct what browsers would show wrong."""
    math.attrib.clear()
    if is_block:
        math.set("display", "block")
    # As a list, because the loop moves elements.
    for element in list(math.iter()):
        _join_base(element)
        _write_symbol(element)
        _check(element)
        if element.tag in _TOKENS:
            _write_token(element)
        elif any(child.get("linebreak") == "newline" for child in element):
            _stack_lines(element)


def _join_base(element: Element) -> None:
    """Make one element of the base of an index or power: brackets with a matrix are three."""
    extra = len(element) - _PARTS.get(str(element.tag), len(element))
    if extra > 0 and element.tag in _WITH_BASE:
        base = Element("mrow")
        base.extend(element[: extra + 1])
        element[: extra + 1] = [base]


def _write_symbol(element: Element) -> None:
    r"""Write the sign of a command that is only a size's argument: `\Bigl\lfloor`."""
    from latex2mathml.symbols_parser import convert_symbol

    if element.tag == "mo" and (element.text or "").startswith("\\"):
        code = convert_symbol(element.text or "")
        element.text = f"&#x{code};" if code else element.text


def _check(element: Element) -> None:
    for name, command in _ACTIVE.items():
        if name in element.attrib:
            raise UnreadableFormula(f"{command} is not allowed")
    text = element.text or ""
    # The library writes the name of an unknown command as text.
    if element.tag != "mtext" and (command_name := _COMMAND.match(text)):
        raise UnreadableFormula(f"the command {command_name[0]} is not known")
    if element.tag == "mi" and text == "&":
        raise UnreadableFormula("an & is outside of a table")
    if element.tag == "mi" and text == "}":
        raise UnreadableFormula(r"braces inside \text are not supported")
    if len(element) != _PARTS.get(str(element.tag), len(element)):
        raise UnreadableFormula("something is missing at its end")


def _write_token(element: Element) -> None:
    """Decode characters, and reduce elements inside, which HTML does not have, to their text."""
    text = "".join(element.itertext())
    del element[:]
    element.text = _CHARACTER.sub(_decode, text)
    if element.tag == "mi" and _is_operator(element.text):
        # Browsers put space around operators only.
        element.tag = "mo"


def _is_operator(text: str) -> bool:
    if len(text) != 1 or text in _ORDINARY or text > _LAST_SIGN:
        return False
    return category(text) == "Sm" or _ARROWS[0] <= text <= _ARROWS[1]


def _decode(match: re.Match[str]) -> str:
    try:
        return chr(int(match[1], 16))
    except ValueError:
        raise UnreadableFormula(r"a number after \unicode is too large") from None


def _stack_lines(row: Element) -> None:
    r"""Put the lines of a row that `\\` separates below each other: browsers ignore the break."""
    table, lines = Element("mtable"), _split_lines(row)
    for line in lines:
        cell = SubElement(SubElement(table, "mtr"), "mtd")
        cell.extend(line)
    row[:] = [table]


def _split_lines(children: Iterable[Element]) -> list[list[Any]]:
    lines: list[list[Any]] = [[]]
    for child in children:
        if child.get("linebreak") == "newline":
            lines.append([])
        else:
            lines[-1].append(child)
    return [line for line in lines if line]
