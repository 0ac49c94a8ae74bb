# SPDX-License-Identifier: MIT
"""Give the results of Jekyll's own tags of Liquid: `include`, `link`, `post_url`.

In: a tag and the files of the folder. Out: its text, or None if it has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from posixpath import basename, dirname, join, normpath, splitext
from typing import Any, Final
from urllib.parse import quote

from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.blocks import callout, details, fenced
from kbgen.importing.text.liquid.rendering import LiquidSite, render
from kbgen.importing.text.liquid.values import to_text

_PARAMETER: Final = re.compile(r"([\w-]+)\s*=\s*(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^\s]+)")
_OUTPUT_IN_NAME: Final = re.compile(r"\{\{(.*?)\}\}")
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n.*?^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_NOTES: Final = {
    **dict.fromkeys(("note", "info", "callout", "alert", "admonition", "notice"), "NOTE"),
    **dict.fromkeys(("tip", "success", "hint"), "TIP"),
    "important": "IMPORTANT",
    "warning": "WARNING",
    **dict.fromkeys(("caution", "danger", "error"), "CAUTION"),
}
"""Name of an include, or its parameter `type` → type of a callout."""
_PICTURES: Final = frozenset({"image", "img", "figure", "picture", "inline_image", "screenshot"})
_PICTURE_TAG: Final = re.compile(
    r"\s*([\"']?)([^\s\"'{}]+\.(?:png|jpe?g|gif|svg|webp|avif))\1(.*)", re.DOTALL | re.IGNORECASE
)
_FOLDED: Final = frozenset({"details", "collapse", "spoiler", "expand"})
_MAX_DEPTH: Final = 10
_MAX_INSERTED: Final = 1_000
Evaluate = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class JekyllTags:
    """Evaluates the tags of one file."""

    tree: SourceTree
    path: str
    variables: Mapping[str, Any]
    slugs: Mapping[str, str]
    """`slug` of an article, as Telerik's sites use it → its file."""
    inserted: list[str] = field(default_factory=list)
    """All includes of the article, which this object shares with those of its includes."""
    opened: frozenset[str] = field(default_factory=frozenset)
    """The includes in which this one is."""

    def site(self) -> LiquidSite:
        """Return what Liquid can use in this file."""
        return LiquidSite(self.variables, self.tag, self.block)

    def block(self, name: str, markup: str, inside: str | None) -> str | None:
        """Return the Markdown of a plugin's tag whose name says what it shows."""
        name = name.lower().replace("-", "_")
        if inside is None:
            return self._pictured(name, markup)
        words = markup.replace('"', " ").replace("'", " ").split()
        parameters = dict(_PARAMETER.findall(markup))
        named = parameters.get("type", next(iter(words), "")).strip("\"'").lower()
        if name in _FOLDED:
            return details(markup.strip("\"' ") or "…", inside)
        if name == "mermaid":
            return fenced(inside, "mermaid")
        if name not in _NOTES:
            return None
        kind = (_NOTES.get(named) or _NOTES[name]).lower()
        return callout(kind, parameters.get("title", "").strip("\"'"), inside)

    def _pictured(self, name: str, markup: str) -> str | None:
        """Return the picture of `{% image name.png A caption %}`."""
        match = _PICTURE_TAG.fullmatch(markup) if name in _PICTURES else None
        path = self._file_named(match[2]) if match else ""
        if not match or not path:
            return None
        parameters = {key: _parameter(text, str) for key, text in _PARAMETER.findall(match[3])}
        caption = match[3].strip("\"' ") if not parameters else ""
        return _picture({"caption": caption, **parameters, "src": f"/{quote(path)}"})

    def _file_named(self, written: str) -> str:
        """Return the file that a tag names; plugins look for it in a folder of their own."""
        wanted = normpath(written.lstrip("/"))
        if wanted in self.tree:
            return wanted
        found = [path for path in self.tree.files if path.endswith(f"/{wanted}")]
        return min(found, key=lambda path: (path.count("/"), path)) if found else ""

    def tag(self, name: str, markup: str, evaluate: Evaluate) -> str | None:
        """Return the result of a tag."""
        if name in ("include", "include_cached"):
            return self._include(markup, "_includes", evaluate)
        if name == "include_relative":
            return self._include(markup, dirname(self.path), evaluate)
        if name == "link":
            return self._link(self._name(markup, evaluate))
        if name == "post_url":
            return self._post(markup.strip("/"))
        if name == "slug":
            return self._slug(markup)
        return None

    def _name(self, markup: str, evaluate: Evaluate) -> str:
        """Return a file name in which `{{ variable }}` is replaced."""
        return _OUTPUT_IN_NAME.sub(lambda match: str(to_text(evaluate(match[1]))), markup).strip()

    def _link(self, name: str) -> str | None:
        path = normpath(name.strip("/"))
        return f"/{path}" if path in self.tree else None

    def _post(self, name: str) -> str | None:
        ending = f"_posts/{basename(name)}"
        for path in self.tree.below("", ".md", ".markdown"):
            if splitext(path)[0].endswith(ending) and dirname(name) in path:
                return f"/{path}"
        return None

    def _slug(self, markup: str) -> str | None:
        path = self.slugs.get(markup.strip().strip("'\""))
        return f"/{path}" if path else None

    def _include(self, markup: str, folder: str, evaluate: Evaluate) -> str | None:
        name = _include_name(markup)
        rest = markup[len(name) :]
        parameters = {key: _parameter(text, evaluate) for key, text in _PARAMETER.findall(rest)}
        name = self._name(name, evaluate).strip("\"'")
        path = normpath(join(folder, name))
        return _known(name, parameters) or self._inserted(path, folder, parameters)

    def _inserted(self, path: str, folder: str, parameters: dict[str, Any]) -> str | None:
        """Return the text of an include if all of it has a result."""
        is_inside = not folder or path.startswith(f"{folder}/")
        text = self.tree.text(path) if is_inside and path in self.tree else None
        self.inserted.append(path)
        too_many = len(self.inserted) > _MAX_INSERTED or len(self.opened) >= _MAX_DEPTH
        if text is None or too_many or path in self.opened:
            return None
        missing: list[str] = []
        variables = {**self.variables, "include": parameters}
        inner = replace(self, opened=self.opened | {path}, variables=variables)
        body = _FRONT_MATTER.sub("", text, count=1)
        result = render(body, inner.site(), lambda *item: missing.append(item[1]))
        return None if missing or _PAGE_PART.search(result) else result.strip("\n")


_PAGE_PART: Final = re.compile(r"<(?:script|style|html|head|body|nav|form|iframe)\b", re.IGNORECASE)
"""What cannot be in an article."""


def _include_name(markup: str) -> str:
    match = re.match(r"(?:\{\{.*?\}\}|\S)+", markup)
    return match[0] if match else ""


def _parameter(text: str, evaluate: Evaluate) -> Any:
    if text[:1] in "\"'":
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return evaluate(text)


def _known(name: str, parameters: Mapping[str, Any]) -> str | None:
    """Return a note or an image for an include that themes have for it."""
    stem = splitext(basename(name))[0].replace("-", "_")
    texts = {key: value for key, value in parameters.items() if isinstance(value, str)}
    if stem in _PICTURES:
        return _picture(texts)
    kind = _NOTES.get(texts.get("type", "").lower()) or _NOTES.get(stem)
    text = texts.get("content") or texts.get("text") or texts.get("message") or ""
    if not kind or stem not in _NOTES or not text:
        return None
    title = f" {texts['title']}" if texts.get("title") else ""
    lines = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
    return f"\n> [!{kind}]{title}\n{lines}\n"


def _picture(texts: Mapping[str, str]) -> str | None:
    source = next(
        (texts[key] for key in ("file", "src", "url", "path", "image") if key in texts), ""
    )
    if not source or "{{" in source:
        return None
    caption = texts.get("caption", "")
    alt = texts.get("alt") or texts.get("title") or caption
    picture = f"![{alt.replace('[', '(').replace(']', ')')}]({source})"
    return f"{picture}\n\n*{caption}*" if caption else picture
