# SPDX-License-Identifier: MIT
"""Write a text with Liquid as Markdown.

In: a text, and a `LiquidSite` with the values that it may use. Out: Markdown. Each tag that has no
result is reported, and kept in a comment that readers do not see; in code it stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kbgen.importing.text.liquid.parser import Node, parse
from kbgen.importing.text.liquid.values import UNKNOWN, Unknown, evaluate, holds, to_text
from kbgen.importing.text.outside_code import hide_code

_FOR: Final = re.compile(
    r"(\w+)\s+in\s+(.+?)((?:\s+(?:reversed|limit\s*:\s*\w+|offset\s*:\s*\w+))*)\s*"
)
_ASSIGN: Final = re.compile(r"([\w-]+)\s*=\s*(.*)", re.DOTALL)
_LIMIT: Final = re.compile(r"(limit|offset)\s*:\s*(\d+)")
_SILENT: Final = frozenset({"seo", "feed_meta", "unnamed"})
_HIDDEN: Final = "\0"
"""What `hide_code` writes for code."""
_MAX_STEPS: Final = 50_000
_MAX_OUTPUT: Final = 1_000_000
# A link's target or an attribute of HTML: a comment is not possible there.
_IN_TARGET: Final = re.compile(r"(?:\]\(\s*<?|\]:[ \t]*<?|=\s*[\"']?)[^\s()<>\"']*\Z")

NO_VALUE: Final = "\ufdd0"
"""Replaces a missing value in the target of a link; `without_dead_targets` removes it."""
_LINK: Final = re.compile(rf"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\n]*{NO_VALUE}[^()\n]*\)")
_ATTRIBUTE: Final = re.compile(
    rf"\s(?:href|src)\s*=\s*(?:\"[^\"\n]*{NO_VALUE}[^\"\n]*\"|'[^'\n]*{NO_VALUE}[^'\n]*')"
)

Report = Callable[[str, int], None]
"""Receives a tag without a result, as written, and its line from 0."""


@dataclass(frozen=True, slots=True)
class LiquidSite:
    """What the templates of a site can use."""

    variables: Mapping[str, Any]
    """Values by name: `site`, `page`."""
    tag: Callable[[str, str, Callable[[str], Any]], str | None]
    """Returns the result of a tag that a generator adds; None if it has none.

    Called with the name, the markup and a function that evaluates an expression.
    """


@dataclass(slots=True)
class Branch:
    """A part of `if`, `unless` or `case`."""

    condition: Callable[[], bool | Unknown]
    nodes: list[Node] = field(default_factory=list)


def render(text: str, site: LiquidSite, report: Report) -> str:
    """Return a text in which all Liquid is evaluated, or kept in comments."""
    if "{%" not in text and "{{" not in text:
        return text
    renderer = _Renderer(text, site, report, dict(site.variables))
    renderer.nodes(parse(text))
    return "".join(renderer.parts)


def without_dead_targets(text: str) -> str:
    """Return a text in which a link whose target has no value is only its text."""
    if NO_VALUE not in text:
        return text
    return _ATTRIBUTE.sub("", _LINK.sub(r"\1", text)).replace(NO_VALUE, "")


class _Renderer:
    def __init__(
        self, text: str, site: LiquidSite, report: Report, variables: dict[str, Any]
    ) -> None:
        self.text = text
        self.site = site
        self.report = report
        self.variables = variables
        self.parts: list[str] = []
        self._lines = [match.start() for match in re.finditer("\n", text)]
        self._hidden = hide_code(text)
        self._steps = 0
        self._size = 0
        self._code_depth = 0
        self._reported: set[int] = set()

    def nodes(self, nodes: list[Node]) -> None:
        for node in nodes:
            self._steps += 1
            if self._is_exhausted():
                self.unknown(node)
                return
            self.node(node)

    def _is_exhausted(self) -> bool:
        return self._steps > _MAX_STEPS or self._size > _MAX_OUTPUT

    def node(self, node: Node) -> None:
        if node.name == "text":
            self.write(node.markup)
        elif node.name == "output":
            self.output(node)
        elif not node.is_closed:
            self.unknown(node)
        else:
            rule = _TAGS.get(node.name)
            if rule:
                rule(self, node)
            else:
                self.other_tag(node)

    def write(self, text: str) -> None:
        self.parts.append(text)
        self._size += len(text)

    def value(self, expression: str) -> Any:
        return evaluate(expression, self.variables)

    def output(self, node: Node) -> None:
        text = to_text(self.value(node.markup))
        if isinstance(text, Unknown) or (not text and not self._has_value(node)):
            self.unknown(node)
        else:
            self.write(text)

    def _has_value(self, node: Node) -> bool:
        return "|" in node.markup or self.value(node.markup) is not None

    def unknown(self, node: Node) -> None:
        """Report a node without a result, and keep it where readers do not see it."""
        source = self.text[node.start : node.end]
        if node.start not in self._reported:
            self._reported.add(node.start)
            self.report(_shown(source), bisect_right(self._lines, node.start - 1))
        # In code, an unknown name is more likely the code's own than Liquid's.
        if self._code_depth or self._hidden[node.start] == _HIDDEN:
            self.write(source)
        elif _IN_TARGET.search(self.text[max(0, node.start - 300) : node.start]):
            self.write(NO_VALUE)
        else:
            comment = source.replace("--", "- -").replace("<!", "< !").replace(">", "&gt;")
            self.write(f"<!-- {comment} -->")

    def other_tag(self, node: Node) -> None:
        if node.name in _SILENT:
            return
        text = self.site.tag(node.name, node.markup, self.value)
        if text is None:
            self.unknown(node)
        else:
            self.write(text)

    def raw(self, node: Node) -> None:
        self.write("".join(child.markup for child in node.children))

    def comment(self, node: Node) -> None:
        self.write("\n" * self.text.count("\n", node.start, node.end))

    def highlight(self, node: Node) -> None:
        outer, self.parts = self.parts, []
        self._code_depth += 1
        self.nodes(node.children)
        self._code_depth -= 1
        code, self.parts = "".join(self.parts), outer
        language = node.markup.split(" ")[0]
        fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(code)), default=0))
        indent = self._indent(node.start)
        indent = self._indent(node.start)
        code = code.removeprefix("\n")
        head, newline, tail = code.rpartition("\n")
        if newline and not tail.strip():
            code = head  # the tail is the indentation of the end tag
        self.write(f"{fence}{language}\n{code}\n{indent}{fence}")

    def _indent(self, offset: int) -> str:
        begin = self.text.rfind("\n", 0, offset) + 1
        before = self.text[begin:offset]
        return before if not before.strip() else ""

    def assign(self, node: Node) -> None:
        match = _ASSIGN.fullmatch(node.markup)
        if match:
            self.variables[match[1]] = self.value(match[2])
        else:
            self.unknown(node)

    def capture(self, node: Node) -> None:
        outer, self.parts = self.parts, []
        self.nodes(node.children)
        self.variables[node.markup.strip("\"' ")] = "".join(self.parts)
        self.parts = outer

    def condition(self, node: Node) -> None:
        branches = self._branches(node)
        for branch in branches:
            result = branch.condition()
            if isinstance(result, Unknown):
                self.unknown(node)
                return
            if result:
                self.nodes(branch.nodes)
                return

    def _branches(self, node: Node) -> list[Branch]:
        branches = [self._first_branch(node)]
        for child in node.children:
            if child.name == "elsif":
                branches.append(Branch(self._holds(child.markup)))
            elif child.name == "when":
                branches.append(Branch(self._equals(node.markup, child.markup)))
            elif child.name == "else":
                branches.append(Branch(lambda: True))
            else:
                branches[-1].nodes.append(child)
        return branches

    def _first_branch(self, node: Node) -> Branch:
        if node.name == "case":
            return Branch(lambda: False)
        test = self._holds(node.markup)
        return Branch(lambda: _negate(test())) if node.name == "unless" else Branch(test)

    def _holds(self, condition: str) -> Callable[[], bool | Unknown]:
        return lambda: holds(condition, self.variables)

    def _equals(self, subject: str, values: str) -> Callable[[], bool | Unknown]:
        tests = [f"{subject} == {value}" for value in re.split(r"\s*(?:,|\bor\b)\s*", values)]
        return lambda: holds(" or ".join(tests), self.variables)

    def loop(self, node: Node) -> None:
        match = _FOR.fullmatch(node.markup)
        values = self.value(match[2]) if match else UNKNOWN
        if isinstance(values, Mapping):
            values = [list(pair) for pair in values.items()]
        if values is None and match and re.split(r"\W", match[2])[0] in self.variables:
            values = []  # a value that the site knows to be missing
        if not isinstance(values, list) or match is None:
            self.unknown(node)
            return
        limits = {name: int(number) for name, number in _LIMIT.findall(match[3])}
        start = limits.get("offset", 0)
        values = values[start : start + limits["limit"]] if "limit" in limits else values[start:]
        if "reversed" in match[3]:
            values = values[::-1]
        self._repeat(node, match[1], values)

    def _repeat(self, node: Node, name: str, values: list[Any]) -> None:
        outer = {key: self.variables.get(key) for key in (name, "forloop")}
        for index, value in enumerate(values):
            if self._is_exhausted():
                break
            self.variables[name] = value
            self.variables["forloop"] = {
                "index": index + 1,
                "index0": index,
                "first": index == 0,
                "last": index == len(values) - 1,
                "length": len(values),
            }
            self.nodes(node.children)
        self.variables |= outer


def _negate(value: bool | Unknown) -> bool | Unknown:
    return value if isinstance(value, Unknown) else not value


def _shown(source: str) -> str:
    """Return the first tag of a node."""
    end = source.find("%}" if source.startswith("{%") else "}}") + 2
    return source[: max(end, 2)]


_TICKS: Final = re.compile(r"`{3,}")
_TAGS: Final[dict[str, Callable[[_Renderer, Node], None]]] = {
    "raw": _Renderer.raw,
    "comment": _Renderer.comment,
    "highlight": _Renderer.highlight,
    "assign": _Renderer.assign,
    "capture": _Renderer.capture,
    "if": _Renderer.condition,
    "unless": _Renderer.condition,
    "case": _Renderer.condition,
    "for": _Renderer.loop,
}
