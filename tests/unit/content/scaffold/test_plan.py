# SPDX-License-Identifier: MIT
"""What a new site consists of, for any languages and any CI system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from setting_names import setting_names

from kbgen import __version__
from kbgen.content.front_matter import ARTICLE, parse_yaml, read_mapping
from kbgen.content.scaffold import Ci, plan_site
from kbgen.content.scaffold.plan import _DATA, SAMPLED
from kbgen.errors import SettingsError
from kbgen.model import Kind
from kbgen.runtime.problems import Problems
from kbgen.settings import UnknownFields, load_settings

ARTICLES = sorted(
    path.relative_to(_DATA / "samples/en").as_posix()
    for path in (_DATA / "samples/en").rglob("*.*")
)


def fields(text: str) -> dict[str, object]:
    mapping = parse_yaml(text.split("---\n", 2)[1], 2, problems := Problems("a.md"))
    assert mapping is not None
    values = read_mapping(mapping, ARTICLE, UnknownFields.ERROR, problems).values
    assert not problems.diagnostics, problems.diagnostics
    return values


def test_a_single_language_needs_no_folder() -> None:
    files = plan_site(["en"], Ci.NONE)
    articles = [f"content/{path}" for path in ARTICLES]
    assert [path for path in files if path.startswith("content/")] == [
        "content/_data/queries.en.yml",
        *articles,
    ]
    assert list(files) == sorted(files)


def test_several_languages_have_a_folder_each_with_the_same_paths() -> None:
    files = plan_site(["pl", "en", "ru"], Ci.NONE)
    for lang in ("pl", "en", "ru"):
        assert [path for path in files if path.startswith(f"content/{lang}/")] == [
            f"content/{lang}/{path}" for path in ARTICLES
        ]
    assert "languages: [pl, en, ru]" in files["mkdocs.yml"]


@pytest.mark.parametrize("lang", SAMPLED)
def test_every_language_with_samples_is_complete(lang: str) -> None:
    """The same articles of the same kinds, related to the same ones, in words of its own."""
    own, english = plan_site([lang], Ci.NONE), plan_site(["en"], Ci.NONE)
    assert own.keys() == {path.replace("queries.en", f"queries.{lang}") for path in english}
    for path in ARTICLES:
        if path.endswith(".md"):
            ours, theirs = fields(own[f"content/{path}"]), fields(english[f"content/{path}"])
            assert ours.keys() == theirs.keys(), path
            for name in ("kind", "order", "promoted", "related", "error_codes", "state"):
                assert ours.get(name) == theirs.get(name), (path, name)
            assert lang == "en" or ours["title"] != theirs["title"]


def test_the_samples_show_every_kind_and_no_draft() -> None:
    shown = [
        fields(text)
        for path, text in plan_site(["en"], Ci.NONE).items()
        if path.endswith(".md") and "/" in path
    ]
    assert {item["kind"] for item in shown if "kind" in item} == set(Kind)
    assert not [item for item in shown if "status" in item]


def test_no_sample_pretends_that_something_is_broken() -> None:
    """The home page links to open known issues: a site published unchanged must not announce one."""
    for text in plan_site(list(SAMPLED), Ci.NONE).values():
        assert "kind: known-issue" not in text or "state: fixed" in text


@pytest.mark.parametrize("lang", ["de", "no", "zh"])
def test_a_first_language_without_samples_begins_with_the_english_ones(lang: str) -> None:
    files = plan_site([lang], Ci.NONE)
    assert (
        files["content/billing/payment-declined.md"]
        == plan_site(["en"], Ci.NONE)["content/billing/payment-declined.md"]
    )


def test_a_further_language_without_samples_gets_a_home_page_only() -> None:
    """English text under the name of German would pass for a translation."""
    files = plan_site(["ru", "de"], Ci.NONE)
    assert [path for path in files if path.startswith("content/de/")] == ["content/de/index.md"]
    assert fields(files["content/de/index.md"]) == {"title": "Справка Acme"}


def test_languages_with_samples_have_promises() -> None:
    """In words of their own, and for the language's own articles; where there is no sample, there is no promise."""
    files = plan_site(["pl", "en-GB", "de"], Ci.NONE)
    promises = {path: text for path, text in files.items() if path.startswith("content/_data/")}
    assert list(promises) == ["content/_data/queries.en-GB.yml", "content/_data/queries.pl.yml"]
    assert "nie pamiętam hasła" in promises["content/_data/queries.pl.yml"]
    assert "content/_data/queries.de.yml" in plan_site(["de"], Ci.NONE)


def test_a_region_takes_the_samples_of_its_language() -> None:
    files = plan_site(["en-GB", "pl-PL"], Ci.NONE)
    assert "title: Pomoc Acme" in files["content/pl-PL/index.md"]
    assert "languages: [en-GB, pl-PL]" in files["mkdocs.yml"]


@pytest.mark.parametrize(
    ("ci", "path"),
    [(Ci.GITHUB, ".github/workflows/help-center.yml"), (Ci.GITLAB, ".gitlab-ci.yml")],
)
def test_a_workflow_is_the_only_thing_that_the_ci_system_changes(ci: Ci, path: str) -> None:
    plain, files = plan_site(["en", "pl"], Ci.NONE), plan_site(["en", "pl"], ci)
    assert files.keys() - plain.keys() == {path}
    assert plain.items() <= files.items()


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ([], "no language"),
        (["xx yy"], "'xx yy' is not"),
        (["en", "../x"], "'../x' is not"),
        (["en", "en"], "twice"),
    ],
)
def test_what_is_no_language_is_refused(languages: list[str], message: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(message)):
        plan_site(languages, Ci.NONE)


@pytest.mark.parametrize("languages", [["en"], ["no", "en"], ["pl", "ru", "de"]])
def test_the_settings_are_read_as_they_were_asked_for(tmp_path: Path, languages: list[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(plan_site(languages, Ci.NONE)["mkdocs.yml"], "utf-8")
    loaded = load_settings(tmp_path / "mkdocs.yml")
    assert loaded.diagnostics == ()
    assert loaded.settings.kbgen.languages == tuple(languages)
    assert loaded.settings.kbgen.contact.email


def test_ci_names_the_address_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workflows know where they publish; a writer's computer does not."""
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(plan_site(["en"], Ci.NONE)["mkdocs.yml"], "utf-8")
    monkeypatch.delenv("KBGEN_SITE_URL", raising=False)
    assert load_settings(tmp_path / "mkdocs.yml").settings.site_url == "https://help.example.com/"
    monkeypatch.setenv("KBGEN_SITE_URL", "https://acme.example/help")
    assert load_settings(tmp_path / "mkdocs.yml").settings.root_path == "/help/"


def switched_on(text: str) -> str:
    """The settings file with every commented setting in force."""
    return re.sub(r"^( *)# ([a-z_]+: .+)$", r"\1\2", text, flags=re.MULTILINE)


def test_the_settings_file_shows_every_setting() -> None:
    """Every setting is in the file, active or commented out."""
    block = yaml.safe_load(
        switched_on(plan_site(["en"], Ci.NONE)["mkdocs.yml"])
        .replace("!ENV ", "")
        .replace("!!python/name:", "")
    )
    shown = set()
    for name, value in block["plugins"][0]["kbgen"].items():
        shown |= (
            {f"{name}.{key}" for key in value}
            if f"{name}." in " ".join(setting_names())
            else {name}
        )
    assert shown == set(setting_names()) - {"feedback.secret"}  # which is there to be refused


def test_every_setting_that_is_commented_out_can_be_switched_on(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        switched_on(plan_site(["en"], Ci.NONE)["mkdocs.yml"]), "utf-8"
    )
    loaded = load_settings(tmp_path / "mkdocs.yml")
    assert loaded.diagnostics == ()
    assert loaded.settings.custom_dir
    assert loaded.settings.kbgen.contact.phone


def test_the_guide_for_writers_names_their_folder() -> None:
    assert "`content/`" in plan_site(["pl"], Ci.NONE)["README.md"]
    assert "`content/pl/`" in plan_site(["pl", "en"], Ci.NONE)["README.md"]


def test_the_site_is_built_with_this_version() -> None:
    assert f"kbgen~={__version__}\n" in plan_site(["en"], Ci.NONE)["requirements.txt"]
