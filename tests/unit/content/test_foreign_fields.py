# SPDX-License-Identifier: MIT
"""`audience` and `status` of other tools are ignored, and nothing becomes public by mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import lines, settings_for, write

from kbgen.content.front_matter.foreign_values import own_fields
from kbgen.content.loader import LoadResult, load
from kbgen.model import Audience, Severity
from kbgen.settings.types import FrontMatterSettings, UnknownFields

ITPRO = "---\ntitle: Create a mailbox\naudience: ITPro\n---\n\nText.\n"
AGENT = "---\ntitle: For agents\naudience: agent\n---\n\nText.\n"


def having(field: str) -> str:
    return f"---\ntitle: T\n{field}\n---\n\nText.\n"


def loaded(
    root: Path,
    files: dict[str, str | bytes],
    values: dict[str, dict[str, str]] | None = None,
    unknown: UnknownFields = UnknownFields.ERROR,
) -> LoadResult:
    settings = settings_for(write(root, files))
    front_matter = FrontMatterSettings(unknown, values or {})
    return load(replace(settings, kbgen=replace(settings.kbgen, front_matter=front_matter)))


def shown(result: LoadResult) -> list[str]:
    """The published articles: neither hidden nor left out."""
    return [item.path for item in result.kb.articles]


def test_a_field_without_a_value_of_kbgen_is_foreign(tmp_path: Path) -> None:
    """One warning for the site, at the first of its values."""
    files: dict[str, str | bytes] = {
        "a.md": ITPRO,
        "b.md": having("audience: [Developer, Admin]"),
        "c.md": having("status: deprecated"),
        "d.md": having("summary: S"),
    }
    result = loaded(tmp_path, files)
    assert shown(result) == ["a.md", "b.md", "c.md", "d.md"]
    assert {item.audience for item in result.kb.articles} == {Audience.PUBLIC}
    audience, status = lines(result.diagnostics)
    assert audience == (
        "content/a.md:3:11: KB211 audience belongs to another tool: 2 articles have values such as "
        "“ITPro”, and none has a value of kbgen"
    )
    assert status == (
        "content/c.md:3:9: KB211 status belongs to another tool: 1 article has a value such as "
        "“deprecated”, and none has a value of kbgen"
    )


@pytest.mark.parametrize(
    "own",
    [
        AGENT,
        having("audience: public"),
        having("audience: PUBLIC"),
        having('audience: " Agent "'),
        having("audience: [ITPro, agent]"),  # left out itself
        having("audience:\n  - ITPro\n  - Agent"),
        having("audience: {for: agent}"),
        having("audience: agent\nexpires: soon"),  # left out for another reason
        having("audience: agent\nsummary: [\n"),  # not readable
        having("audience: agent\naudience: ITPro"),
        "---\ntitle: not closed\naudience: agent\n\nText.\n",
    ],
)
def test_one_value_of_kbgen_makes_the_field_ours(tmp_path: Path, own: str) -> None:
    """Then every other value is an error, as before, with the way out."""
    result = loaded(tmp_path, {"a.md": ITPRO, "b.md": own})
    assert "a.md" not in shown(result)
    (problem,) = (item for item in result.diagnostics if item.path == "content/a.md")
    assert str(problem) == "content/a.md:3:11: KB203 audience: “ITPro” is not known"
    assert problem.severity == "error"
    assert "front_matter.values" in problem.hint


@pytest.mark.parametrize(
    "field",
    [
        "audience: agnt",
        "audience: agents",
        "audience: Partners",
        "audience: custmer",
        "audience: pubic",
        "audience: agent-only",
        "audience: [ITPro, agent]",
        "audience: [ITPro, [partnr]]",
        "audience: {ITPro: agent}",
        "audience: internal",
        "audience: INTERNAL USE",
        "audience: Staff",
        "audience: not for customers",
        "audience: сотрудники",
        "audience: wewnętrzny",
        "status: darft",
        "status: Draft!",
        "status: draft - do not publish",
        "status: [new, draft]",
        "status: unlisted",
        "status: hidden",
        "status: черновик",
        "status: szkic",
    ],
)
def test_what_may_hide_an_article_is_never_foreign(tmp_path: Path, field: str) -> None:
    """A typo of one of our values, one of them in a list, and words of restricted readers."""
    result = loaded(tmp_path, {"a.md": having(field), "b.md": having("summary: S")})
    assert shown(result) == ["b.md"]
    assert [(item.code, item.severity) for item in result.diagnostics] == [("KB203", "error")]


def test_a_mistake_leaves_out_only_its_article(tmp_path: Path) -> None:
    """A value that only resembles ours does not decide for the site."""
    result = loaded(tmp_path, {"a.md": ITPRO, "b.md": having("audience: internal")})
    assert shown(result) == ["a.md"]
    assert [item.code for item in result.diagnostics] == ["KB211", "KB203"]


@pytest.mark.parametrize(
    "field",
    [
        *(f"audience: {word}" for word in ("ITPro", "Developer", "end-user", "all", "Admin, Ops")),
        *(f"status: {word}" for word in ("new", "deprecated", "encrypted", "beta", "done")),
    ],
)
def test_common_values_of_other_tools_are_foreign(tmp_path: Path, field: str) -> None:
    result = loaded(tmp_path, {"a.md": having(field)})
    assert shown(result) == ["a.md"]
    assert [item.code for item in result.diagnostics] == ["KB211"]


def test_the_fields_are_decided_one_by_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": having("audience: ITPro\nstatus: published")}
    result = loaded(tmp_path, files)
    assert [item.code for item in result.diagnostics] == ["KB211"]
    assert shown(result) == ["a.md"]


def test_settings_give_foreign_values_a_meaning(tmp_path: Path) -> None:
    """A value without an entry is then an error: the field is in use."""
    files: dict[str, str | bytes] = {
        "a.md": ITPRO,
        "b.md": having("audience: itpro"),
        "c.md": having("audience: Support"),
        "d.md": having("audience: [ITPro, Developer]"),
        "e.md": having("audience: [ITPro, Support]"),
        "f.md": having("audience: Partnership"),
        "g.md": AGENT,
    }
    meanings = {"audience": {"itpro": "public", "developer": "public", "support": "agent"}}
    result = loaded(tmp_path, files, meanings)
    assert shown(result) == ["a.md", "b.md", "d.md"]
    assert result.kb.hidden == {"c.md": "audience", "g.md": "audience"}
    assert lines(result.diagnostics) == [
        "content/e.md:3:11: KB203 audience: a list is not known",
        "content/f.md:3:11: KB203 audience: “Partnership” is not known",
    ]


def test_a_body_that_shows_front_matter_decides_nothing() -> None:
    text = b"---\ntitle: [\n---\n\n```yaml\naudience: agent\n```\n"
    assert own_fields(text) == ()
    assert own_fields(text.replace(b"title: [", b"title: [\n'status' : 'wip'")) == ("status",)


HIDING = (
    "Audience: agent",
    "AUDIENCE: agent",
    "audiance: agent",
    "Audience: Wartung",
    "Status: draft",
    "STATUS: Draft",
    "statue: draft",
    "stat: wip",
    "state: draft",
    "Expires: 2020-01-01",
    "audience: #agent",
    "draft: true",
    "Draft: True",
    "DRAFT: yes",
    "draft: until Friday",
    "drfat: true",
    "isDraft: true",
    "published: false",
    "Published: no",
    "publised: false",
    "private: true",
    "status: published\ndraft: true",
)


@pytest.mark.parametrize("unknown", list(UnknownFields))
@pytest.mark.parametrize("field", HIDING)
def test_an_article_that_its_writer_hides_is_not_published(
    field: str, unknown: UnknownFields, tmp_path: Path
) -> None:
    """Neither letter case nor a typing error in the name of a field publishes it."""
    files: dict[str, str | bytes] = {"a.md": having(field), "b.md": having("summary: S")}
    result = loaded(tmp_path, files, unknown=unknown)
    assert shown(result) == ["b.md"]
    # Either a draft, which `check` reports, or left out with an error.
    assert result.kb.hidden == {"a.md": "draft"} or [
        item.severity for item in result.diagnostics if item.path == "content/a.md"
    ] == [Severity.ERROR]


@pytest.mark.parametrize(
    "field",
    [
        "draft: false",
        "Draft: no",
        "draft:",
        "craft: beer",
        "published: true",
        "published: 2020-01-01",
        "start: 2020-01-01",
        "ms.audience: ITPro",
        "expiryDate:",
    ],
)
def test_a_field_that_hides_nothing_is_ignored(field: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, {"a.md": having(field)}, unknown=UnknownFields.IGNORE)
    assert shown(result) == ["a.md"]
    assert lines(result.diagnostics) == []


def test_a_misspelled_field_that_may_hide_an_article_is_an_error(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": having("statue: draft"), "b.md": having("sumary: S")}
    result = loaded(tmp_path, files, unknown=UnknownFields.IGNORE)
    assert [f"{item} {item.hint}" for item in result.diagnostics] == [
        "content/a.md:3:1: KB202 unknown field statue Did you mean status?"
    ]
