# SPDX-License-Identifier: MIT
"""A help center in which every place that a text can reach holds attacks, many on a page.

In: vectors. Out: a content folder. Every vector is followed by a word of its own, so that a test can tell that it was
not merely swallowed by the vector before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from content_sites import settings_for

from kbgen.content.markdown.body import BodyRenderer
from kbgen.content.source.file_names import name_problem
from kbgen.model import Trust

CONFIG = """\
site_name: '<img src=x onerror=alert(1)>"''</title><script>alert(1)</script>'
site_description: '"><script>alert(1)</script>'
site_url: https://help.example.com/
copyright: '<svg onload=alert(1)>'
theme: {name: material}
docs_dir: content
markdown_extensions:
  - abbr
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.critic
  - pymdownx.magiclink
  - pymdownx.blocks.html
  - pymdownx.arithmatex
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
plugins:
  - kbgen:
      contact: {email: help@example.com}
      limits: {page_seconds: 60}
"""
_Item = TypeVar("_Item")
A_PAGE = 150
A_FIELD_CHARACTERS = 1000
FILES, FOLDERS = 40, 8
"""So many names of articles are attacks, and the first of them are names of folders too."""
# Refused wherever they stand, with a diagnostic: a text that holds them is not published at all.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

OWN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</script></style></title></textarea></template><img src=//evil.example/x.png onerror=alert(1)>",
    "[a](javascript:alert(1)) [b](<java\tscript:alert(1)>) [c](data:text/html,<script>alert(1)</script>)",
    "![a](//evil.example/x.png) ![b](/\\evil.example/y.png) ![c](https:evil.example/z.png)",
    "![d](\\\\evil.example\\w.png) ![e](///evil.example/v.png) ![f](<\t//evil.example/u.png>)",
    "<img src='\\/\\/evil.example/x.png'> <img src='/\t/evil.example/x.png'> <img srcset='//evil.example/x.png 1x'>",
    "para {: onclick=alert(1) style=position:fixed }",
    "# h {#__config .md-header onmouseover=alert(1) }",
    '<form id=kb-feedback action="//evil.example"><input name=q autofocus onfocus=alert(1)><button>ok</form>',
    "<a id=kb-data data-kb=search-input data-js=contact name=location href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe><object data=//evil.example></object>",
    "<style>@import '//evil.example/x.css'; body{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "``` { .python onclick=alert(1) title='<img src=x onerror=alert(1)>' }\nx\n```",
    '??? note "<script>alert(1)</script>"\n    x',
    '=== "<img src=x onerror=alert(1)>"\n    x',
    '++"<img src=x onerror=alert(1)>"++ :material-home: <span data-icon="0"><svg onload=alert(1)></span>',
    "/// html | div[onclick=alert(1) style=x]\nx\n///",
    "$<img src=x onerror=alert(1)>$ {{ 7*7 }} {% raw %}",
    "*[HTML]: \"><img src=x onerror=alert(1)>\n\nHTML",
    "<!--><img src=x onerror=alert(1)>--> <![CDATA[<script>alert(1)</script>]]> <?x <script>alert(1)</script> ?>",
    "<plaintext>rest of the page",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
]  # fmt: skip


def shared_vectors(data: Path, *, only: str = "", without: str = "") -> list[str]:
    """The vectors of the shared data, each once; of one file, or of all but one."""
    files = (
        file for file in sorted((data / "hostile/xss").glob("*.jsonl")) if only in ("", file.stem)
    )
    lines = (
        line
        for file in files
        if file.stem != without
        for line in file.read_text("utf-8").split("\n")
        if line
    )
    return list(dict.fromkeys(str(json.loads(line)["v"]) for line in lines))


def write_hostile_site(root: Path, vectors: Iterable[str]) -> dict[str, str]:
    """Write settings and articles under `root`.

    Returns:
        Path of an article → the words that stand behind its vectors, joined by spaces.
    """
    texts = [_REFUSED.sub("", vector) for vector in vectors]
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    words: dict[str, str] = {}
    titles = _for_ever(texts)
    for path, fields, body, marks in (
        *_bodies(texts),
        *_fields(texts),
        *_links(texts),
        *_names(texts),
    ):
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        matter = {"title": " ".join(next(titles).split())[:300] or "x", **fields}
        lines = "".join(
            f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in matter.items()
        )
        file.write_text(f"---\n{lines}---\n\n{body}", "utf-8")
        words[path] = " ".join(marks)
    return words


_Article = tuple[str, dict[str, object], str, list[str]]
"""Path, front matter, text, words that must be on the page."""


def batched(items: Iterable[_Item], size: int) -> Iterator[tuple[_Item, ...]]:
    """Groups of `size` items, the last perhaps smaller."""
    rest = iter(items)
    while group := tuple(islice(rest, size)):
        yield group


def _for_ever(texts: list[str]) -> Iterator[str]:
    while True:
        yield from texts


def _bodies(texts: list[str]) -> Iterator[_Article]:
    """As Markdown of writers, as Markdown of strangers, and as code."""
    imported: dict[str, object] = {"provenance": {"source": "tickets"}, "reviewed": "2026-01-01"}
    for trust, fields in ((Trust.AUTHORED, {}), (Trust.IMPORTED, imported)):
        for number, blocks in enumerate(_pages(texts, trust)):
            body = "\n\n".join(blocks.values())
            yield f"bodies/{trust}{number}.md", dict(fields), body, list(blocks)
    for number, group in enumerate(batched(texts, A_PAGE)):
        fenced = [f"``````\n{text}\n``````\n\nkbcode{place}end" for place, text in enumerate(group)]
        yield (
            f"code/code{number}.md",
            {},
            "\n\n".join(fenced),
            [f"kbcode{place}end" for place in range(len(group))],
        )


def _pages(texts: list[str], trust: Trust) -> Iterator[dict[str, str]]:
    """Word → vector with that word behind it."""
    blocks = {
        f"kb{trust}{number}end": f"{text}\n\nkb{trust}{number}end"
        for number, text in enumerate(texts)
    }
    renderer = BodyRenderer(settings_for(Path("/nowhere")))
    for group in batched(blocks.items(), A_PAGE):
        yield from _whole(dict(group), renderer, trust)


def _whole(
    blocks: dict[str, str], renderer: BodyRenderer, trust: Trust
) -> Iterator[dict[str, str]]:
    """The blocks on as few pages as have the word of each: a vector that swallows what follows stands alone."""
    html = renderer.render("\n\n".join(blocks.values()), trust=trust).html
    if all(word in html for word in blocks):
        yield blocks
    elif len(blocks) == 1:
        yield {word: f"{word}\n\n{block}" for word, block in blocks.items()}
    else:
        items = list(blocks.items())
        for half in (items[: len(items) // 2], items[len(items) // 2 :]):
            yield from _whole(dict(half), renderer, trust)


def _fields(texts: list[str]) -> Iterator[_Article]:
    """In every field of the front matter that holds a text."""
    for number, group in enumerate(_short_groups(texts)):
        first, *_ = group
        fields: dict[str, object] = {
            "kind": "troubleshooting",
            "summary": first,
            "questions": list(group),
            "symptoms": list(group),
            "tags": [text[:60] for text in group[:10]],
            "error_codes": [text[:40] for text in group[:5]],
            "causes": [{"cause": text, "remedy": [text], "expected": text} for text in group[:10]],
            "environment": {
                "product": first,
                "versions": first,
                "platform": [first],
                "plan": [first],
            },
            "support": {"cost": first, "doing": first, "next": first, "eta": first},
            "owner": first,
        }
        yield f"fields/fields{number}.md", fields, f"kbfields{number}end", [f"kbfields{number}end"]


def _short_groups(texts: list[str]) -> Iterator[list[str]]:
    """Groups that front matter of 16,000 bytes can hold a few times over."""
    group: list[str] = []
    for text in filter(None, (" ".join(text.split())[:200] for text in texts)):
        group.append(text)
        if sum(map(len, group)) > A_FIELD_CHARACTERS:
            yield group
            group = []
    if group:
        yield group


def _links(texts: list[str]) -> Iterator[_Article]:
    """As the target of links and images, as their words and titles, and as ids and classes."""
    blocks = {}
    for number, text in enumerate(text for text in texts if "\n" not in text and len(text) < 300):
        target = text.replace("<", "%3C").replace(">", "%3E")
        quoted = text.replace('"', "&quot;")
        blocks[f"kblink{number}end"] = (
            f"[x](<{target}>) ![x](<{target}>) [x](a.md '{text}')\n\n"
            f'<a href="{quoted}" id="{quoted}" class="{quoted}">x</a>\n\nkblink{number}end'
        )
    renderer = BodyRenderer(settings_for(Path("/nowhere")))
    groups = (dict(group) for group in batched(blocks.items(), A_PAGE))
    pages = (page for group in groups for page in _whole(group, renderer, Trust.AUTHORED))
    for number, page in enumerate(pages):
        yield f"links/links{number}.md", {}, "\n\n".join(page.values()), list(page)


def _names(texts: list[str]) -> Iterator[_Article]:
    """As names of files and folders, as far as such names can be published."""
    seen: set[str] = set()
    for text in texts:
        name = re.sub(r'[<>:"|?*\\/%\s]+', " ", text).strip(" .")[:60].strip(" .")
        if (
            name
            and name.lower() not in seen
            and not name_problem(f"{name}/{name}.md")
            and len(seen) < FILES
        ):
            seen.add(name.lower())
            word = f"kbname{len(seen)}end"
            path = f"{name}/a.md" if len(seen) <= FOLDERS else f"names/{name}.md"
            yield path, {}, f"{word} ![{name}](<{name}.png>)", [word]
