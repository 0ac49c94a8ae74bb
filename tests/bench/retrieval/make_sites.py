# SPDX-License-Identifier: MIT
"""Turn the retrieval sets into sites and judgement files, for `kbgen build` and `kbgen quality`.

    python tests/bench/retrieval/make_sites.py DATA OUTPUT [SET ...]
    cd OUTPUT/stackfaq-en && kbgen build
    kbgen quality --judgements judgements.jsonl --lang en --engine browser

DATA is the folder of test data (KBGEN_DATA). Each set becomes `OUTPUT/<set>/` with `mkdocs.yml`,
`content/` and `judgements.jsonl`. Articles keep the ids of the set. Texts are plain Markdown with
markup escaped, so that the index contains exactly the text of the set.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import BASELINES, RetrievalSet, Text, read_set

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~^=:$%@\"'/])")


def main(data: str, output: str, *names: str) -> None:
    """Write the sites of the named sets, or of all sets."""
    for name in names or BASELINES:
        site = Path(output) / name
        write_site(read_set(Path(data) / "retrieval" / name), site)
        print(site)


def write_site(items: RetrievalSet, site: Path) -> None:
    """Write one set as a site."""
    content = site / "content"
    content.mkdir(parents=True, exist_ok=True)
    (site / "mkdocs.yml").write_text(_settings(items), encoding="utf-8")
    for item in items.texts:
        (content / f"{item.id}.md").write_text(_article(item), encoding="utf-8")
    rows = (
        {"id": one.id, "query": one.query, "relevant": one.relevant} for one in items.judgements
    )
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (site / "judgements.jsonl").write_text("".join(lines), encoding="utf-8")


def _settings(items: RetrievalSet) -> str:
    return (
        f"site_name: {items.name}\n"
        "site_url: https://example.com/\n"
        "docs_dir: content\n"
        f"theme: {{name: material, language: {items.lang}}}\n"
        f"plugins:\n  - kbgen:\n      languages: [{items.lang}]\n"
    )


def _article(item: Text) -> str:
    front_matter = (
        f"---\nid: {item.id}\ntitle: {json.dumps(item.title, ensure_ascii=False)}\n---\n\n"
    )
    return (
        front_matter
        + "\n\n".join(_escaped(part) for part in item.text.split("\n") if part.strip())
        + "\n"
    )


def _escaped(line: str) -> str:
    """Escape a line so that Markdown shows it literally."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[1])};", line.strip())


if __name__ == "__main__":
    main(*sys.argv[1:])
