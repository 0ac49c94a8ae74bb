# SPDX-License-Identifier: MIT
"""The manual says what the code does, and nothing else: compared in both directions.

In: `content/`, `README.md`, `CONTRIBUTING.md` and what the code says of itself. Every comparison names what is missing,
and on which side. The examples of the manual are tried in `test_doc_examples.py`.
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from manual_reading import (
    CONTENT,
    ROOT,
    ROOT_PAGES,
    blocks,
    command_names,
    front_matter,
    page,
    rows,
    same,
    sections,
    spans,
)
from setting_names import setting_names

from kbgen import errors
from kbgen.cli.main import cli
from kbgen.cli.publishing.build import _document
from kbgen.cli.searching import search
from kbgen.content.front_matter import ARTICLE, CATEGORY, parse_yaml, read_mapping
from kbgen.language.profiles import LANGUAGES
from kbgen.model import (
    CODES,
    ArticleView,
    Audience,
    IssueState,
    Kind,
    PageInput,
    RemedyType,
    SearchHit,
    SearchPromise,
    SearchResult,
    SearchStatistics,
    SiteView,
    Status,
    diagnostic,
)
from kbgen.runtime.problems import Problems
from kbgen.search.engines.engine import Explained
from kbgen.search.evaluation.promise_report import BrokenPromise, PromiseReport
from kbgen.search.evaluation.quality import Judgement, Quality
from kbgen.search.query.explain import Explanation, NearPart, Part, Way
from kbgen.settings import (
    KNOWN_PLUGINS,
    KbgenSettings,
    PluginKind,
    UnknownFields,
    known_plugin,
)
from kbgen.site.building.report import BuildReport, CacheHits
from kbgen.site.planning.template_filters import FILTERS

RESERVED_HOOKS: set[str] = set()
NESTED_FIELDS = ("affects", "causes", "environment", "support", "updates", "provenance")
MAXIMUM_EXPLANATION = 40

_HOOK = re.compile(
    r"""data-kb=["']?([\w-]+)|["']data-kb["']:\s*["']([\w-]+)|dataset\.kb\s*=\s*["']([\w-]+)"""
)


# Commands


def command(name: str) -> click.Command:
    found: click.Command | None = cli
    for word in name.split():
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), word)
    assert found is not None, f"there is no command {name}"
    return found


def options(name: str) -> dict[str, click.Option]:
    params = [param for param in command(name).params if isinstance(param, click.Option)]
    return {opt: param for param in params for opt in (*param.opts, *param.secondary_opts)}


def option_rows(name: str) -> dict[str, str]:
    """Option → the words of its row in `commands.md`."""
    section = sections(page("manual/commands.md"))[f"kbgen {name}".strip()]
    return {
        span.split(" ")[0]: row[1]
        for row in rows(section, "Option")
        for span in spans(row[0])
        if span.startswith("-")
    }


COMMANDS = command_names(cli)


def test_every_command_has_a_section_in_the_reference() -> None:
    """A command that is added or removed changes the manual."""
    documented = [
        title.removeprefix("kbgen ")
        for title in sections(page("manual/commands.md"))
        if title != "kbgen"
    ]
    same(documented, COMMANDS, "commands", "content/manual/commands.md")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_option_is_documented_with_its_default_and_choices(name: str) -> None:
    """Options of the manual and of the code are the same, and so are what they take."""
    real = options(name)
    documented = option_rows(name)
    own = {"-h", "--help"} if not name else set()
    same(set(documented) - own, real, f"options of 'kbgen {name}'", "content/manual/commands.md")
    for opt, param in real.items():
        choices = (
            [str(choice) for choice in param.type.choices]
            if isinstance(param.type, click.Choice)
            else []
        )
        default = (
            [str(param.default)]
            if param.show_default and isinstance(param.default, str | int)
            else []
        )
        absent = [value for value in choices + default if f"`{value}`" not in documented[opt]]
        assert not absent, (
            f"commands.md does not say that {opt} of 'kbgen {name}' takes {', '.join(absent)}"
        )


def json_examples(name: str) -> list[Any]:
    text = page("manual/commands.md").partition(f"\n## kbgen {name}\n")[2].partition("\n## ")[0]
    return [json.loads(block) for block in blocks(text, "json")]


def keys(value: Any, before: str = "") -> set[str]:
    """The keys of a document, all the way down, as `misses.found`; entries of a list count as one."""
    if isinstance(value, dict):
        return {before + key for key in value} | {
            inner for key, item in value.items() for inner in keys(item, f"{before}{key}.")
        }
    return keys(value[0], before) if isinstance(value, list) and value else set()


def test_build_json_is_documented_field_by_field() -> None:
    """The example in the manual has the fields that the command prints."""
    statistics = SearchStatistics(documents=80, terms=2150, files=4, bytes=131072)
    report = BuildReport(
        pages=87,
        languages=("en",),
        rendered=2,
        cached=85,
        seconds=0.41,
        diagnostics=(),
        search={"en": statistics},
        published=True,
        hits={"texts": CacheHits(79, 80), "records": CacheHits(79, 80)},
    )
    same(
        keys(json_examples("build")[0]),
        keys(_document(report)),
        "fields of build --json",
        "commands.md",
    )


def test_quality_json_is_documented_field_by_field() -> None:
    """The example in the manual has the fields that the command prints."""
    from kbgen.model import SearchHit, SearchResult

    miss = SearchResult("money back", "en", "whoosh", (SearchHit("a", "a/", "A", None, 1),), None)
    quality = Quality(
        "en", "whoosh", 30, 0.8, 0.8, 0.9, ((Judgement("q2", "money back", {"b/": 1}), miss),)
    )
    same(
        keys(json_examples("quality")[1]),
        keys(quality.as_json()),
        "fields of quality --json",
        "commands.md",
    )


def explanation() -> Explanation:
    part = Part("money", "money", Way.EXACT, 16, 2, 64, 100, 6400)
    near = NearPart("back", "back", 90, 20, 800)
    return Explanation(
        "a", "a/", "A", 1, (part,), ("back",), 192, "title", 128, 64, 1200, (near,), 9200
    )


def test_explain_json_is_documented_field_by_field() -> None:
    """The second example of the command has what the option adds."""
    shown = search._explained(Explained((explanation(),), None))
    same(
        keys(json_examples("search")[1]),
        keys(shown),
        "fields of search --explain --json",
        "commands.md",
    )


def test_every_way_of_matching_is_documented() -> None:
    """The table of ways in the manual is that of the code."""
    table = page("find/explain-search.md").partition("| `way` | Meaning |")[2].partition("\n\n")[0]
    same(
        re.findall(r"^\| `(\w+)`", table, re.MULTILINE),
        list(Way),
        "ways of matching",
        "content/find/explain-search.md",
    )


def test_promises_json_is_documented_field_by_field() -> None:
    """The example in the manual has the fields that the command prints."""
    promise = SearchPromise("en", "money back", "refund", 1, "content/_data/queries.en.yml", 1, 3)
    result = SearchResult("money back", "en", "whoosh", (), None)
    broken = BrokenPromise(promise, result, None, (explanation(), None))
    report = PromiseReport(("en",), ("whoosh",), 1, (broken,))
    same(
        keys(json_examples("quality")[0]),
        keys(report.as_json()),
        "fields of quality --json",
        "commands.md",
    )


def test_search_hits_are_documented_field_by_field() -> None:
    """The example in the manual has the fields of a hit."""
    example = json_examples("search")[0]
    same(
        example,
        [field.name for field in dataclasses.fields(SearchResult)] + ["schema"],
        "fields",
        "commands.md",
    )
    same(
        example["hits"][0],
        [field.name for field in dataclasses.fields(SearchHit)],
        "fields of a hit",
        "commands.md",
    )


def test_the_fields_of_a_diagnostic_are_documented() -> None:
    """What `kbgen check --format json` prints is what the manual says it prints."""
    section = sections(page("manual/commands.md"))["kbgen check"]
    sentence = next(line for line in section.splitlines() if line.startswith("Each object of"))
    real = dataclasses.asdict(diagnostic("KB101", "content/a.md", "a message"))
    same(
        set(spans(sentence)) - {"--format json", "error", "warning"},
        real,
        "fields",
        "content/manual/commands.md",
    )


# Settings


def written(default: object) -> str:
    """A default as the manual writes it."""
    if isinstance(default, tuple | frozenset):
        return f"`[{', '.join(sorted(map(str, default)))}]`"
    if default is True:
        return "`true`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`" if default else ""


def default_of(name: str) -> object:
    value: object = KbgenSettings()
    for part in name.split("."):
        value = getattr(value, part)
    return value


def test_every_setting_has_a_section_in_the_reference() -> None:
    """A setting that is added or removed changes the manual."""
    documented = [
        title
        for title in sections(page("manual/settings.md"))
        if not title.startswith("Settings of")
    ]
    same(documented, setting_names(), "settings", "content/manual/settings.md")


@pytest.mark.parametrize("name", setting_names())
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    """The line `Default:` of a setting holds the default of the code."""
    section = sections(page("manual/settings.md"))[name]
    line = next((line for line in section.splitlines() if line.startswith("Default:")), "")
    assert line, f"settings.md does not say the default of {name}"
    nothing = {"popular_searches": "none", "search.meaning": "`false`"}
    expected = written(default_of(name)) or nothing.get(name, "empty")
    assert expected in line, f"settings.md says '{line}' of {name}, the code {expected}"


def test_every_setting_of_mkdocs_that_is_read_is_documented() -> None:
    """The table of MkDocs' settings is what the loader reads."""
    files = [
        ROOT / "kbgen/settings" / name
        for name in ("loader.py", "site_settings.py", "repository.py", "extra_links.py")
    ]
    source = "".join(path.read_text("utf-8") for path in files)
    plain = set(
        re.findall(r"""(?:plain(?:\.get\(|\[)|_patterns\(|_text\(plain, )["'](\w+)["']""", source)
    )
    theme = {
        f"theme.{key}"
        for key in re.findall(r"""theme(?:_options\(tree\))?(?:\.get\(|\[)["'](\w+)["']""", source)
    }
    extra = {f"extra.{key}" for key in re.findall(r"""extra\.get\(["'](\w+)["']""", source)}
    text = sections(page("manual/settings.md"))["Settings of MkDocs that kbgen reads"]
    documented = {span for row in rows(text, "Setting") for span in spans(row[0])} - {
        "INHERIT",
        "!ENV",
    }
    same(documented, plain | theme | extra, "settings of MkDocs", "content/manual/settings.md")


# Diagnostic codes


def test_every_code_has_an_article_and_every_article_a_code() -> None:
    """`kbgen explain` has something to print for each code, and explains none that does not exist."""
    documented = [path.stem.upper() for path in (CONTENT / "diagnostics").glob("kb*.md")]
    same(documented, CODES, "diagnostic codes", "content/diagnostics/")


def test_every_code_is_in_the_list_of_codes() -> None:
    """`diagnostics/index.md` leads to every article."""
    same(
        re.findall(r"\[(KB\d+)\]", page("diagnostics/index.md")),
        CODES,
        "codes",
        "content/diagnostics/index.md",
    )


@pytest.mark.parametrize("code", CODES)
def test_the_article_of_a_code_says_what_the_registry_says(code: str) -> None:
    """Title, severity, error code and the message's form are those of the registry."""
    text = page(f"diagnostics/{code.lower()}.md")
    fields = front_matter(text)
    body = text.split("---\n", 2)[2]
    assert fields["title"].startswith(f"{code}: {CODES[code].title}"), (
        f"title of {code}: {CODES[code].title}"
    )
    assert f"**Severity:** {CODES[code].severity}" in body, f"{code} is a {CODES[code].severity}"
    assert fields["error_codes"] == [code], f"{code} is not found by its own name"
    assert fields["kind"] == "troubleshooting"
    for symptom in fields["symptoms"]:
        assert re.match(rf"[\w./?-]+:\d+:\d+: {code} \S", symptom), (
            f"{code}: '{symptom}' is no message of kbgen"
        )
    assert "## What it means" in body, f"{code} does not say what it means"
    assert "## What to do" in body, f"{code} does not say what to do"
    assert len(body.splitlines()) <= MAXIMUM_EXPLANATION, (
        f"the article of {code} is too long for a terminal"
    )


@pytest.mark.parametrize("code", CODES)
def test_explain_prints_the_article_as_plain_text(code: str) -> None:
    """What a terminal shows has the title and no front matter."""
    result = CliRunner().invoke(cli, ["explain", code.lower()])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{code}: {CODES[code].title}\n===")
    assert f"\nid: {code.lower()}" not in result.stdout


# Front matter


def known_inside(field: str) -> set[str]:
    """The fields inside a field: what the reader names when it meets an unknown one."""
    problems = Problems("example.md")
    mapping = parse_yaml(f"{field}: {{'?': x}}", 1, problems)
    assert mapping is not None
    read_mapping(mapping, ARTICLE, UnknownFields.ERROR, problems)
    hint = next(item.hint for item in problems.diagnostics if item.code == "KB202")
    return set(hint.removeprefix("Known fields: ").rstrip(".").split(", "))


def documented_fields(header: str) -> dict[str, str]:
    """Field → what its row says about its value."""
    table = rows(page("write/front-matter.md"), header)
    return {span: row[1] for row in table for span in spans(row[0])}


def test_every_field_is_in_the_reference() -> None:
    """A field that is added or removed changes the manual."""
    fields = {**documented_fields("Field"), "causes": ""}
    fields |= {name: "" for name in NESTED_FIELDS if documented_fields(f"Field of `{name}`")}
    same(fields, ARTICLE, "front-matter fields", "content/write/front-matter.md")


@pytest.mark.parametrize(
    ("header", "kind"), [("kb", PageInput), ("kb.site", SiteView), ("kb.article", ArticleView)]
)
def test_everything_that_templates_can_use_is_in_the_manual(header: str, kind: type) -> None:
    """The tables of `kb` are complete."""
    names = {field.name for field in dataclasses.fields(kind)}
    table = rows(page("manual/templates.md"), f"`{header}`")
    documented = {span: row[1] for row in table for span in spans(row[0])}
    same(documented, names, f"fields of {header}", "content/manual/templates.md")


def test_every_filter_is_in_the_manual() -> None:
    """The table of filters is complete."""
    table = rows(page("manual/templates.md"), "Filter")
    documented = {span.partition("(")[0]: row[1] for row in table for span in spans(row[0])}
    same(documented, FILTERS, "filters", "content/manual/templates.md")


@pytest.mark.parametrize("field", NESTED_FIELDS)
def test_every_field_inside_a_field_is_in_the_reference(field: str) -> None:
    """The table of each such field is complete."""
    same(
        documented_fields(f"Field of `{field}`"),
        known_inside(field),
        f"fields of {field}",
        "front-matter.md",
    )


def test_the_nested_fields_of_this_test_are_all_there_are() -> None:
    """A new field with fields of its own has to be added above."""
    nested = []
    for name in ARTICLE:
        problems = Problems("example.md")
        mapping = parse_yaml(f"{name}: {{'?': x}}", 1, problems)
        assert mapping is not None
        read_mapping(mapping, ARTICLE, UnknownFields.ERROR, problems)
        nested += [name for item in problems.diagnostics if item.code == "KB202"]
    assert sorted(nested) == sorted(NESTED_FIELDS)


@pytest.mark.parametrize(
    ("header", "field", "values"),
    [
        ("Field", "status", Status),
        ("Field", "audience", Audience),
        ("Field", "state", IssueState),
        ("Field of `causes`", "type", RemedyType),
    ],
)
def test_every_word_that_a_field_takes_is_documented(header: str, field: str, values: Any) -> None:
    """The value cell of a field with a fixed list of words holds that list."""
    same(
        spans(documented_fields(header)[field]),
        [str(value) for value in values],
        f"words of {field}",
        "front-matter.md",
    )


def test_every_kind_is_documented() -> None:
    """`kinds.md` has a row for each kind."""
    documented = [span for row in rows(page("write/kinds.md"), "Kind") for span in spans(row[0])]
    same(documented, [str(kind) for kind in Kind], "kinds", "content/write/kinds.md")


def test_every_field_of_a_category_is_documented() -> None:
    """`categories.md` has a row for each field of `_category.yml`."""
    documented = [
        span for row in rows(page("write/categories.md"), "Field") for span in spans(row[0])
    ]
    same(documented, CATEGORY, "fields of _category.yml", "content/write/categories.md")


# Languages, hooks, exit codes, documents of the repository


def test_every_language_that_search_knows_is_documented() -> None:
    """The table of languages says what each is read with: dictionary, stemmer, Latin letters, keyboard, synonyms."""
    table = rows(page("find/search-languages.md"), "Language")
    documented = {spans(row[0])[0]: tuple(cell == "yes" for cell in row[1:]) for row in table}
    shipped = ROOT / "kbgen/content/data"
    assert {code: cells for code, cells in documented.items() if any(cells)} == {
        code: (
            bool(language.dictionary),
            bool(language.stemmer),
            bool(language.latin),
            any(language.keyboard),
            (shipped / f"synonyms.{code}.yml").is_file(),
        )
        for code, language in LANGUAGES.items()
    }


def test_every_hook_of_the_theme_is_documented() -> None:
    """`data-kb` values of templates and scripts are those of `hooks.md`, but for what is reserved."""
    sources = [path for end in ("html", "js") for path in (ROOT / "theme").rglob(f"*.{end}")]
    found = {
        next(filter(None, match))
        for path in sources
        for match in _HOOK.findall(path.read_text("utf-8"))
    }
    hooks = [span for row in rows(page("manual/hooks.md"), "Attribute") for span in spans(row[0])]
    documented = {
        match[1] for span in hooks if (match := re.fullmatch(r'data-kb="([\w-]+)"', span))
    }
    same(documented, found | RESERVED_HOOKS, "data-kb values", "content/manual/hooks.md")


def test_every_exit_code_is_documented() -> None:
    """The table of exit codes holds the constants of `kbgen.errors`."""
    real = [str(value) for name, value in vars(errors).items() if name.startswith("EXIT_")]
    same(
        [row[0] for row in rows(page("build/exit-codes.md"), "Code")],
        real,
        "exit codes",
        "exit-codes.md",
    )


def test_the_table_of_plugins_says_what_the_registry_says() -> None:
    """A plugin that is added, or runs otherwise, changes the manual."""
    happens = {
        PluginKind.OURS: "built into kbgen",
        PluginKind.PAGE: "runs page by page",
        PluginKind.SITE: "runs when the pages are known",
        PluginKind.GATHERS: "runs in one process",
        PluginKind.NAVIGATES: "runs in one process, and its navigation is followed",
        PluginKind.REPLACED: "does not run: [KB706](../diagnostics/kb706.md)",
    }
    replaced = {"i18n": "does not run: kbgen reads [its languages](../write/languages.md#i18n)"}
    reads = {PluginKind.GATHERS: "all pages", PluginKind.NAVIGATES: "all pages"}
    table = rows(page("build/plugins.md"), "Plugin")
    documented = {
        name: (row[1], row[2]) for row in table for name in spans(row[0]) if name != "hooks"
    }
    real = {
        name: (
            replaced.get(name) or happens[known.kind],
            known.reads or reads.get(known.kind, "nothing"),
        )
        for name, known in KNOWN_PLUGINS.items()
    }
    same(documented, real, "plugins", "content/build/plugins.md")
    assert documented == real
    (unknown,) = [row for row in table if row[0].startswith("any other")]
    assert unknown[1] == happens[known_plugin("nobody-wrote-this").kind]


def test_the_article_of_kb706_names_every_plugin_that_does_not_run() -> None:
    named = {name for row in rows(page("diagnostics/kb706.md"), "Plugin") for name in spans(row[0])}
    absent = {name for name, known in KNOWN_PLUGINS.items() if known.kind is PluginKind.REPLACED}
    same(named, absent, "plugins that do not run", "content/diagnostics/kb706.md")


@pytest.mark.parametrize("path", ROOT_PAGES, ids=lambda path: path.name)
def test_every_verb_of_make_that_a_document_names_exists(path: Path) -> None:
    """`make …` in the documents of the repository is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE))
    assert named <= targets, (
        f"{path.name} names {', '.join(sorted(named - targets))}, which the Makefile does not have"
    )


def test_every_verb_of_make_is_in_the_guide_for_contributors() -> None:
    """CONTRIBUTING.md lists the verbs of the Makefile."""
    real = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    same(
        set(re.findall(r"^\| `make ([a-z-]+)`", text, re.MULTILINE)),
        real,
        "verbs of make",
        "CONTRIBUTING.md",
    )


@pytest.mark.parametrize("path", ROOT_PAGES, ids=lambda path: path.name)
def test_every_link_between_documents_of_the_repository_leads_somewhere(path: Path) -> None:
    """Relative links of README, CONTRIBUTING and SECURITY name files that exist."""
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text("utf-8"))
    gone = [target for target in targets if not (path.parent / target).exists()]
    assert not gone, f"{path.name} links to {', '.join(gone)}"


def test_every_file_that_the_guide_for_contributors_names_exists() -> None:
    """The table from "I want to …" to the file, and the recipes."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:kbgen|tests|theme|content)/[^`<… ]*)`", text)
    assert len(named) > 40
    gone = [path for path in named if not (ROOT / path).exists()]
    assert not gone, f"CONTRIBUTING.md names {', '.join(gone)}"
