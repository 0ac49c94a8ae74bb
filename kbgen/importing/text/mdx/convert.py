# SPDX-License-Identifier: MIT
"""Convert one MDX text, step by step."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath, relpath, splitext
from typing import Final

from kbgen.content.markdown.foreign.components import CALLOUTS
from kbgen.importing.findings import COMPONENT, INCLUDE, TEMPLATE_CODE, FindingKind, Findings
from kbgen.importing.source.front_matter import read_source
from kbgen.importing.source.js_literals import UNKNOWN, expression_value
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.blocks import fenced
from kbgen.importing.text.code_blocks import convert_code_blocks
from kbgen.importing.text.links import rebase_links
from kbgen.importing.text.mdx.callouts import convert_callouts, convert_directives
from kbgen.importing.text.mdx.expressions import remove_programs
from kbgen.importing.text.mdx.imports import take_imports
from kbgen.importing.text.mdx.tabs import attributes, convert_tabs
from kbgen.importing.text.outside_code import Hit, replace_outside_code
from kbgen.importing.text.slugs import write_anchors

_MAX_INCLUDES: Final = 20
_MAX_DEPTH: Final = 3
_MAX_CHARACTERS: Final = 50_000
_COMMENT: Final = re.compile(r"\{\s*/\*.*?\*/\s*\}", re.DOTALL)
_BLOCK_FENCE: Final = re.compile(
    r"^([ \t]*)(`{3,})mdx-code-block[ \t]*\n(.*?)\n[ \t]*\2[ \t]*$", re.MULTILINE | re.DOTALL
)
_ATTRIBUTES: Final = r"(?:[^<>{}]|=>|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,2000}\}){0,2000}?"
_SELF_CLOSING: Final = re.compile(rf"<([A-Z][\w.]*)(\s{_ATTRIBUTES})?\s*/>")
_PAIRED_EMPTY: Final = re.compile(rf"<([A-Z][\w.]*)((?:\s{_ATTRIBUTES})?)>\s*</\1\s*>")
_LINK: Final = re.compile(rf"<Link(\s{_ATTRIBUTES})>(.*?)</Link\s*>", re.DOTALL)
_CODE_BLOCK: Final = re.compile(
    rf"<CodeBlock((?:\s{_ATTRIBUTES})?)>\s*\{{\s*(\w+|`[^`]*`)\s*\}}\s*</CodeBlock\s*>", re.DOTALL
)
_TAG: Final = re.compile(rf"<(/?)([A-Z][\w.]*)((?:\s{_ATTRIBUTES})?)>")
_CONVERTED_LAST: Final = frozenset({"Tabs", "TabItem", "Admonition", *CALLOUTS})
_RESERVED: Final = re.compile("[\ue000\ue001]")
# The beginning is named so that a long line without a placeholder is read once.
_PLACEHOLDER: Final = re.compile(
    "(?:(?<=[\n\ue001])|\\A)([^\n\ue000\ue001]*)\ue000(\\d{1,3})\ue001"
)
_HTML_TAG: Final = re.compile(rf"<([a-z][a-z0-9]*)(\s{_ATTRIBUTES})(/?)>")
_JSX_ATTRIBUTE: Final = re.compile(r"\s*([\w:-]+)=\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_RENAMED: Final = {
    "className": "class", "htmlFor": "for", "colSpan": "colspan", "rowSpan": "rowspan",
    "srcSet": "srcset", "autoPlay": "autoplay", "playsInline": "playsinline",
    "allowFullScreen": "allowfullscreen", "frameBorder": "frameborder", "tabIndex": "tabindex",
}  # fmt: skip
_ATTRIBUTE_NAME: Final = re.compile(rf"\b({'|'.join(_RENAMED)})=")
_FILE_CALL: Final = re.compile(
    r"(?:require|useBaseUrl)\(\s*['\"`]([^'\"`$]+)['\"`]\s*,?\s*\)(?:\.default)?(?:\.src)?"
)
_SOURCES: Final = re.compile(r"sources=\{\{\s*\w+:\s*[\"']([^\"'{}]+)[\"']")
_EXPRESSION: Final = re.compile(r"(?<![\\\w$=\"'{])\{(?![ ]*[#:.{%])((?:[^{}\n]|\{[^{}\n]*\})*)\}")
_ESCAPED_BRACE: Final = re.compile(r"\\([{}<])")


class MdxConverter:
    """Converts the text of one file."""

    def __init__(
        self,
        tree: SourceTree,
        path: str,
        findings: Findings,
        site_root: str,
        depth: int = 0,
    ) -> None:
        """Prepare to convert a file.

        Args:
            tree: The imported folder.
            path: The file in it.
            findings: Receives what has no Markdown.
            site_root: The folder that `@site` means.
            depth: How many files include this one.
        """
        self._tree, self._path, self._findings = tree, path, findings
        self._site_root, self._depth = site_root, depth
        self._first_line = 1
        self._inserted: list[str] = []

    def convert_plain(self, body: str, first_line: int) -> str:
        """Return the Markdown of a body that is no MDX, but has Docusaurus' extensions."""
        self._first_line = first_line
        body = write_anchors(body)
        return convert_code_blocks(convert_directives(body, self._unknown_directive))

    def convert(self, body: str, first_line: int) -> str:
        """Return the Markdown of a body that begins on a line of the file."""
        self._first_line = first_line
        body = _RESERVED.sub("", body)
        body = self._without_modules(body)
        body = convert_directives(body, self._unknown_directive)
        body = remove_programs(body, lambda shown, line: self._add(TEMPLATE_CODE, shown, line))
        body = self._components(body)
        body = replace_outside_code(_HTML_TAG, self._html_tag, body)
        body = replace_outside_code(_EXPRESSION, self._expression, body)
        body = replace_outside_code(_ESCAPED_BRACE, _plain_brace, body)
        # What changes the number of lines comes last.
        body = convert_tabs(convert_callouts(body))
        body = replace_outside_code(_TAG, self._tag, body)
        return _PLACEHOLDER.sub(self._inserted_text, convert_code_blocks(body))

    def _insert_later(self, text: str) -> str:
        """Return what stands for a text until the lines of findings are known."""
        self._inserted.append(text)
        return f"\ue000{len(self._inserted) - 1}\ue001"

    def _inserted_text(self, match: re.Match[str]) -> str:
        number = int(match[2])
        text = self._inserted[number] if number < len(self._inserted) else ""
        if match[1].strip():
            return match[1] + text.strip()
        lines = text.strip("\n").split("\n")
        return "\n".join(match[1] + line if line else "" for line in lines)

    def _add(self, kind: FindingKind, text: str, line: int) -> None:
        self._findings.add(kind, self._path, text, self._first_line + line)

    # Imports, exports, partials

    def _without_modules(self, body: str) -> str:
        """Resolve imports, insert imported Markdown, and remove comments and exports."""
        body = _BLOCK_FENCE.sub(r"\n\3\n", body)
        body = write_anchors(body)
        body = replace_outside_code(_COMMENT, lambda hit: "\n" * hit[0].count("\n"), body)
        body, imported = take_imports(body)
        for line in imported.exports:
            self._add(TEMPLATE_CODE, "export", line)
        for name, written in imported.paths.items():
            body = self._insert(body, name, written)
        return body

    def _insert(self, body: str, name: str, written: str) -> str:
        """Insert what a name was imported from: Markdown, a file of code, or a file's path."""
        raw = written.startswith(("!!raw-loader!", "raw-loader!"))
        path = self._resolve(written.rpartition("!")[2].removesuffix("?raw"))
        suffix = splitext(path)[1].lower()
        if raw or written.endswith("?raw"):
            return self._insert_code(body, name, path)
        if suffix in (".md", ".mdx"):
            tag = re.compile(
                rf"<{re.escape(name)}((?:\s{_ATTRIBUTES})?)(?:/>|>\s*</{re.escape(name)}\s*>)"
            )
            return replace_outside_code(tag, lambda hit: self._partial(hit, path), body)
        if suffix in (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".webm", ".pdf"):
            use = re.compile(rf"=\{{\s*{re.escape(name)}(?:\.src)?\s*\}}")
            body = replace_outside_code(use, lambda _: f'="{self._link_to(path)}"', body)
            image = re.compile(rf"<{re.escape(name)}((?:\s{_ATTRIBUTES})?)/>")
            return replace_outside_code(image, lambda _: f"![]({self._link_to(path)})", body)
        return body

    def _resolve(self, written: str) -> str:
        if written.startswith("@site/"):
            return normpath(join(self._site_root, written[len("@site/") :]))
        return normpath(join(dirname(self._path), written)) if written.startswith(".") else written

    def _link_to(self, path: str) -> str:
        return relpath(path, dirname(self._path) or ".")

    def _partial(self, hit: Hit, path: str) -> str:
        text = self._tree.text(path)
        too_much = self._depth >= _MAX_DEPTH or len(self._inserted) >= _MAX_INCLUDES
        if text is None or too_much or len(text) > _MAX_CHARACTERS:
            self._add(INCLUDE, path, hit.line)
            return ""
        source = read_source(text, path, self._findings)
        for name, value in attributes(hit[1]).items():
            source.body = source.body.replace(f"{{props.{name}}}", value)
        partial = MdxConverter(self._tree, path, self._findings, self._site_root, self._depth + 1)
        body = partial.convert(source.body, source.body_line)
        return self._insert_later(rebase_links(body, dirname(path), dirname(self._path)))

    def _insert_code(self, body: str, name: str, path: str) -> str:
        code = self._tree.text(path)

        def block(hit: Hit) -> str:
            if hit[2] != name:
                return hit[0]
            if code is None:
                self._add(INCLUDE, path, hit.line)
                return ""
            language = splitext(path)[1][1:]
            return self._insert_later(_fenced(code.rstrip("\n"), attributes(hit[1]), language))

        return replace_outside_code(_CODE_BLOCK, block, body)

    # Components

    def _components(self, body: str) -> str:
        body = replace_outside_code(_CODE_BLOCK, self._code_block, body)
        body = replace_outside_code(_LINK, _as_link, body)
        for pattern in (_SELF_CLOSING, _PAIRED_EMPTY):
            body = replace_outside_code(pattern, self._self_closing, body)
        return replace_outside_code(_TAG, self._other_tag, body)

    def _code_block(self, hit: Hit) -> str:
        code = hit[2]
        if not code.startswith("`"):
            return hit[0]
        return _fenced(code[1:-1].strip("\n"), attributes(hit[1]), "")

    def _self_closing(self, hit: Hit) -> str:
        found = attributes(_with_files(hit[2]))
        source = found.get("src") or found.get("img") or _first_source(hit[2])
        if source and not _is_player(hit[1]):
            text = found.get("alt") or found.get("title") or ""
            return f"![{text}]({source})"
        if "youtube" in hit[1].lower() and (video := found.get("id") or found.get("videoId")):
            address = f"https://www.youtube.com/watch?v={video}"
            return f"[{found.get('title') or address}]({address})"
        if anchor := found.get("id"):
            return f'<span id="{anchor}"></span>'
        self._add(COMPONENT, f"<{hit[1]}>", hit.line)
        return ""

    def _other_tag(self, hit: Hit) -> str:
        return hit[0] if hit[2] in _CONVERTED_LAST else self._tag(hit)

    def _tag(self, hit: Hit) -> str:
        if hit[1]:
            return ""
        self._add(COMPONENT, f"<{hit[2]}>", hit.line)
        title = attributes(hit[3]).get("title", "")
        return f"**{title}** " if title else ""

    # JSX in HTML and text

    def _html_tag(self, hit: Hit) -> str:
        text = _ATTRIBUTE_NAME.sub(lambda match: f"{_RENAMED[match[1]]}=", _with_files(hit[2]))

        def attribute(match: re.Match[str]) -> str:
            value = expression_value(match[2].strip())
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                escaped = str(value).replace("&", "&amp;").replace('"', "&quot;")
                return f' {match[1]}="{escaped}"'
            if match[1] not in ("style", "key") and not match[1].startswith("on"):
                self._add(TEMPLATE_CODE, f"{match[1]}={{{match[2]}}}", hit.line)
            return ""

        return f"<{hit[1]}{_JSX_ATTRIBUTE.sub(attribute, text).rstrip()}{' /' if hit[3] else ''}>"

    def _expression(self, hit: Hit) -> str:
        inside = hit[1].strip()
        if not inside:
            return "" if hit[1] else hit[0]
        value = expression_value(inside)
        if isinstance(value, str):
            return value
        if value is UNKNOWN or not inside.isdigit():
            self._add(TEMPLATE_CODE, hit[0], hit.line)
        return hit[0]

    def _unknown_directive(self, name: str, line: int) -> None:
        self._add(COMPONENT, f":::{name}", line)


def _plain_brace(hit: Hit) -> str:
    return "\\{" if hit[1] == "{" else "&lt;" if hit[1] == "<" else hit[1]


def _as_link(hit: Hit) -> str:
    found = attributes(_with_files(hit[1]))
    target = found.get("to") or found.get("href") or ""
    return f"[{' '.join(hit[2].split())}]({target})" if target else hit[2]


def _with_files(text: str) -> str:
    """Replace calls that only name a file, `require('./a.png').default`, with its path."""
    return _FILE_CALL.sub(lambda match: f'"{match[1]}"', text)


def _first_source(text: str) -> str:
    """Return the first file of `sources={{light: "a.png", dark: "b.png"}}`; empty without it."""
    match = _SOURCES.search(_with_files(text))
    return match[1] if match else ""


def _is_player(name: str) -> bool:
    return "video" in name.lower() or "player" in name.lower() or "tube" in name.lower()


def _fenced(code: str, found: dict[str, str], language: str) -> str:
    title = f' title="{found["title"]}"' if '"' not in found.get("title", '"') else ""
    return fenced(code, found.get("language", language) + title)
