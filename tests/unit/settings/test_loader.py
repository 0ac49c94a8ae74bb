# SPDX-License-Identifier: MIT
"""mkdocs.yml is read without MkDocs, and everything that is wrong is reported with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.errors import SettingsError
from kbgen.model import Audience, Severity
from kbgen.settings import (
    FeedbackAdapter,
    FeedbackFormat,
    OtherPlugin,
    PythonName,
    UnknownFields,
    find_config,
    load_settings,
)

HEAD = "site_name: Help\ntheme: {name: material}\ndocs_dir: content\n"


@pytest.fixture
def site(tmp_path: Path):
    (tmp_path / "content").mkdir()

    def write(text: str) -> Path:
        path = tmp_path / "mkdocs.yml"
        path.write_text(text, "utf-8")
        return path

    return write


def problems(path: Path) -> list[str]:
    return [str(item) for item in load_settings(path).diagnostics]


def test_a_site_needs_three_lines_and_the_plugin(site) -> None:
    loaded = load_settings(site(HEAD + "plugins: [kbgen]\n"))
    assert loaded.diagnostics == ()
    settings = loaded.settings
    assert settings.site_name == "Help"
    assert settings.kbgen.languages == ("en",)
    assert settings.kbgen.front_matter.unknown is UnknownFields.ERROR
    assert settings.use_directory_urls
    assert settings.display_path("a.md") == "content/a.md"
    assert settings.root_path == "/"


def test_without_languages_the_theme_names_the_language(site) -> None:
    text = HEAD.replace("{name: material}", "{name: material, language: pl}") + "plugins: [kbgen]\n"
    assert load_settings(site(text)).settings.kbgen.languages == ("pl",)


def test_the_whole_block_is_read(site) -> None:
    text = HEAD + (
        "site_url: https://example.com/help\n"
        "plugins:\n  - search\n  - kbgen:\n"
        "      languages: [en, ru]\n      front_matter: {unknown: warning}\n      audiences: [public, agent]\n"
        "      contact: {email: help@example.com, hours: Mon-Fri}\n      popular_searches: {ru: [пароль]}\n"
        "      limits: {source_bytes: 5000, page_seconds: 1}\n"
    )
    settings = load_settings(site(text)).settings
    assert settings.site_url == "https://example.com/help/"
    assert settings.root_path == "/help/"
    assert settings.other_plugins == (OtherPlugin("search", 6, 5),)
    kbgen = settings.kbgen
    assert kbgen.languages == ("en", "ru")
    assert kbgen.front_matter.unknown is UnknownFields.WARNING
    assert kbgen.audiences == {Audience.PUBLIC, Audience.AGENT}
    assert (kbgen.contact.email, kbgen.contact.hours) == ("help@example.com", "Mon-Fri")
    assert kbgen.popular_searches == {"ru": ("пароль",)}
    assert (kbgen.limits.source_bytes, kbgen.limits.page_seconds) == (5000, 1.0)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("      langauges: [en]\n", "mkdocs.yml:6:7: KB702 unknown setting 'langauges'"),
        ("      languages: [en, no]\n", "mkdocs.yml:6:23: KB703 'False' is not a language code"),
        ("      languages: en\n", "mkdocs.yml:6:18: KB703 expected a list"),
        ("      languages: [en, en]\n", "mkdocs.yml:6:18: KB703 a language is listed twice"),
        (
            "      front_matter: {values: {audience: {ITPro: all}}}\n",
            "mkdocs.yml:6:49: KB703 'all' is not one of public, customer, partner, agent",
        ),
        (
            "      front_matter: {values: {kind: {guide: manual}}}\n",
            "mkdocs.yml:6:31: KB702 unknown setting 'kind'",
        ),
        (
            "      front_matter: {values: {status: published}}\n",
            "mkdocs.yml:6:39: KB703 expected a meaning for each value",
        ),
        (
            "      front_matter: {unknown: maybe}\n",
            "mkdocs.yml:6:31: KB703 'maybe' is not one of error, warning, ignore",
        ),
        (
            "      front_matter: strict\n",
            "mkdocs.yml:6:21: KB703 expected nested settings (unknown, values)",
        ),
        ("      audiences: [everyone]\n", "mkdocs.yml:6:19: KB703 'everyone' is not one of public"),
        ("      contact: {email: here}\n", "mkdocs.yml:6:24: KB703 'here' is not an email address"),
        (
            "      contact: {url: 'javascript:1'}\n",
            "mkdocs.yml:6:22: KB703 'javascript:1' is not a web address",
        ),
        (
            "      allow_external: [https://cdn.example/a.js]\n",
            "mkdocs.yml:6:24: KB703 'https://cdn.example/a.js' is not the address of a site",
        ),
        ("      general_synonyms: maybe\n", "mkdocs.yml:6:25: KB703 expected true or false"),
        (
            "      popular_searches: [a]\n",
            "mkdocs.yml:6:25: KB703 expected a list for each language",
        ),
        (
            "      feedback: {adapter: pigeon}\n",
            "mkdocs.yml:6:27: KB703 'pigeon' is not one of webhook, formspree",
        ),
        (
            "      feedback: {endpoint: here}\n",
            "mkdocs.yml:6:28: KB703 'here' is not a web address",
        ),
        ("      feedback: {adaptor: mailto}\n", "mkdocs.yml:6:18: KB702 unknown setting 'adaptor'"),
        (
            "      feedback: webhook\n",
            "mkdocs.yml:6:17: KB703 expected nested settings (adapter, endpoint",
        ),
        (
            '      mermaid: {command: [mmdc, -i, "{input}"]}\n',
            "mkdocs.yml:6:26: KB703 the command does not contain {output}",
        ),
        (
            "      mermaid: {command: mmdc}\n",
            "mkdocs.yml:6:26: KB703 expected a list",
        ),
        (
            "      search: {meaning: yes please}\n",
            "mkdocs.yml:6:25: KB703 expected true or false",
        ),
        ("      search: {meanings: true}\n", "mkdocs.yml:6:16: KB702 unknown setting 'meanings'"),
        ("      search: true\n", "mkdocs.yml:6:15: KB703 expected nested settings (meaning)"),
        (
            "      limits: {page_seconds: true}\n",
            "mkdocs.yml:6:30: KB703 expected a number from 0.1 to 600",
        ),
    ],
)
def test_each_wrong_setting_is_named_with_its_place(site, block: str, expected: str) -> None:
    found = problems(site(HEAD + "plugins:\n  - kbgen:\n" + block))
    assert [item for item in found if item.startswith(expected)] == found


def test_feedback_is_read_with_its_locations_and_without_its_secret(site, monkeypatch) -> None:
    text = HEAD + (
        "plugins:\n  - kbgen:\n      feedback:\n        adapter: webhook\n        endpoint: https://desk.example/in\n"
        "        format: form\n        secret: !ENV KBGEN_NOT_SET\n        products: [Desktop, Web]\n"
    )
    feedback = load_settings(site(text)).settings.kbgen.feedback
    assert (feedback.adapter, feedback.endpoint) == (
        FeedbackAdapter.WEBHOOK,
        "https://desk.example/in",
    )
    assert (feedback.format, feedback.products) == (FeedbackFormat.FORM, ("Desktop", "Web"))
    assert feedback.secret
    assert feedback.locations["secret"] == (10, 17)
    assert feedback.locations["feedback"] == (6, 7)


def test_the_value_of_a_secret_is_nowhere(site) -> None:
    text = HEAD + "plugins:\n  - kbgen:\n      feedback: {adapter: mailto, secret: hunter2}\n"
    loaded = load_settings(site(text))
    assert loaded.settings.kbgen.feedback.secret
    assert "hunter2" not in repr(loaded)


def test_all_problems_come_in_one_run_with_a_suggestion(site) -> None:
    path = site("theme: readthedocs\nplugins:\n  - kbgen:\n      contakt: {}\n      languages: 5\n")
    loaded = load_settings(path)
    assert {item.code for item in loaded.diagnostics} == {"KB702", "KB703"}
    assert len(loaded.diagnostics) == 5
    assert any("Did you mean 'contact'?" in item.hint for item in loaded.diagnostics)
    assert all(item.severity is Severity.ERROR for item in loaded.diagnostics)


def test_broken_yaml_is_located(site) -> None:
    assert any(
        item.startswith("mkdocs.yml:3:1:") and "KB701" in item
        for item in problems(site("a: 1\nb: [\n"))
    )


def test_a_key_given_twice_is_refused(site) -> None:
    assert any(
        "KB701 'site_name' is set twice" in item
        for item in problems(site(HEAD + "site_name: Two\n"))
    )


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_bytes("site_name: Помощь".encode("cp1251"))
    with pytest.raises(SettingsError, match="KB701"):
        load_settings(path)


def test_env_takes_the_first_variable_that_is_set_else_the_default(site, monkeypatch) -> None:
    text = HEAD.replace("Help", "!ENV [NOT_SET, KBGEN_TEST_NAME, Fallback]") + "plugins: [kbgen]\n"
    assert load_settings(site(text)).settings.site_name == "Fallback"
    monkeypatch.setenv("KBGEN_TEST_NAME", "From outside")
    assert load_settings(site(text)).settings.site_name == "From outside"


def test_inherit_merges_mappings_and_replaces_the_rest(site, tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        HEAD + "plugins:\n  kbgen:\n    languages: [en, pl]\n", "utf-8"
    )
    settings = load_settings(
        site("INHERIT: base.yml\nsite_name: Mine\nplugins:\n  kbgen:\n    audiences: [agent]\n")
    ).settings
    assert settings.site_name == "Mine"
    assert settings.kbgen.languages == ("en", "pl")
    assert settings.kbgen.audiences == {Audience.AGENT}


def test_inherit_in_a_circle_is_reported(site) -> None:
    assert any("circular" in item for item in problems(site("INHERIT: mkdocs.yml\n")))


def test_python_names_stay_opaque(site) -> None:
    text = HEAD + (
        "plugins: [kbgen]\nmarkdown_extensions:\n  - abbr\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:os.system\n"
    )
    extensions = dict(load_settings(site(text)).settings.markdown_extensions)
    assert extensions["abbr"] == {}
    assert extensions["pymdownx.emoji"]["emoji_index"] == PythonName("os.system")


def test_find_config_looks_upward(site, tmp_path: Path) -> None:
    path = site(HEAD)
    assert find_config(tmp_path / "content") == path.resolve()
    with pytest.raises(SettingsError, match="does not exist"):
        find_config(tmp_path, tmp_path / "other.yml")


def test_a_wrong_address_of_the_site_is_refused(site) -> None:
    assert any(
        "is not a valid site address" in item
        for item in problems(site(HEAD + "site_url: example.com\n"))
    )


def test_nothing_is_said_of_what_is_missing_from_an_unreadable_file(site) -> None:
    assert [item.code for item in load_settings(site("a: [\n")).diagnostics] == ["KB701"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("copyright: !!timestamp soon", "4:12: KB701 YAML cannot be read: 'soon' looks like a"),
        ("extra: {a: !!python/object/apply:b.c {kwds: 3}}", "4:12: KB701 YAML cannot be read: a c"),
        ("extra: {a: !!python/object/apply:b.c {args: 3}}", "4:12: KB701 YAML cannot be read: a c"),
        ("markdown_extensions: toc", "4:22: KB703 'markdown_extensions' must be a list"),
        ("markdown_extensions: 5", "4:22: KB703 'markdown_extensions' must be a list"),
    ],
)
def test_a_value_of_a_wrong_type_is_reported_at_its_place(site, line: str, problem: str) -> None:
    (found,) = problems(site(f"{HEAD}{line}\nplugins: [kbgen]\n"))
    assert found.startswith(f"mkdocs.yml:{problem}")


@pytest.mark.parametrize(
    ("value", "name"),
    [("Acme", "Acme"), ("'a: b'", "a: b"), ("42", ""), ("a: b", ""), ("[a, {b: c}]", "")],
)
def test_a_variable_may_hold_anything_and_what_does_not_fit_is_named(
    site, monkeypatch, value: str, name: str
) -> None:
    """A mapping in a variable was a defect of kbgen."""
    monkeypatch.setenv("KB_NAME", value)
    loaded = load_settings(site(HEAD.replace("Help", "!ENV KB_NAME") + "plugins: [kbgen]\n"))
    if name:
        assert loaded.settings.site_name == name
    else:
        assert [(item.code, item.line) for item in loaded.diagnostics] == [("KB703", 1)]


def test_a_block_from_a_variable_is_read_like_any_other(site, monkeypatch) -> None:
    monkeypatch.setenv("KB_BLOCK", "{languages: [en, ru], kontakt: {}}")
    loaded = load_settings(site(HEAD + "plugins:\n  - kbgen: !ENV KB_BLOCK\n"))
    assert loaded.settings.kbgen.languages == ("en", "ru")
    assert [item.code for item in loaded.diagnostics] == ["KB702"]


def test_the_default_of_a_variable_may_be_a_list(site) -> None:
    text = HEAD + "plugins: [kbgen]\nextra_css: !ENV [KB_UNSET, [a.css, b.css]]\n"
    assert load_settings(site(text)).settings.extra_css == ("a.css", "b.css")


def test_the_digest_of_settings_follows_every_file_that_they_were_read_from(tmp_path: Path) -> None:
    def digest(above: str = "", below: str = "site_name: A\n") -> str:
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "base.yml").write_text(below)
        (tmp_path / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{above}")
        return load_settings(tmp_path / "mkdocs.yml").settings.digest

    found = [digest(), digest("copyright: x\n"), digest(below="site_name: B\n")]
    assert len({*found, ""}) == 4
    assert digest() == found[0]


@pytest.mark.parametrize("text", ["hooks: [h.py]", "plugins: [kbgen, tags]", "copyright: !ENV X"])
def test_settings_that_look_at_the_environment_have_no_digest(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{text}\n")
    assert load_settings(tmp_path / "mkdocs.yml").settings.digest == ""


def test_patterns_of_files_are_read(site) -> None:
    """`exclude_docs` and `draft_docs` are text as in MkDocs, `active_files` is a list."""
    text = "exclude_docs: |\n  a/\n  *.b\ndraft_docs: c\n"
    settings = load_settings(
        site(f"{HEAD}{text}plugins: [kbgen: {{active_files: ['*.html', x.js]}}]\n")
    ).settings
    assert settings.exclude_docs.split() == ["a/", "*.b"]
    assert settings.draft_docs == "c"
    assert settings.kbgen.active_files == ("*.html", "x.js")


def test_patterns_that_cannot_be_read_are_reported(site) -> None:
    """MkDocs refuses them too, without a line."""
    text = "exclude_docs: [a]\ndraft_docs: '!'\n"
    found = problems(site(f"{HEAD}{text}plugins: [kbgen: {{active_files: ['!']}}]\n"))
    assert [item.partition(" KB703 ")[::2] for item in found] == [
        ("mkdocs.yml:4:15:", "'exclude_docs' must be text"),
        ("mkdocs.yml:5:13:", "'draft_docs': Invalid git pattern: '!'"),
        ("mkdocs.yml:6:33:", "Invalid git pattern: '!'"),
    ]


def test_relative_folders_are_relative_to_mkdocs_yml(site) -> None:
    text = HEAD + (
        "plugins: [kbgen]\ndocs_dir: content\nmarkdown_extensions:\n"
        "  - pymdownx.snippets: {base_path: [!relative $config_dir/a, !relative $docs_dir]}\n"
    )
    extensions = dict(load_settings(site(text)).settings.markdown_extensions)
    assert extensions == {"pymdownx.snippets": {"base_path": ["./a", "content"]}}


def test_origins_of_other_sites_are_listed_once(site) -> None:
    block = "plugins:\n- kbgen:\n    allow_external: [https://a.example/, 'https://a.example', https://b.example:8443]\n"
    loaded = load_settings(site(HEAD + block))
    assert loaded.settings.kbgen.allow_external == ("https://a.example", "https://b.example:8443")


def test_a_text_that_is_cut_at_a_number_sign_is_reported(site) -> None:
    """In the texts of the site and in those of the plugin; a comment behind other values is one."""
    text = HEAD.replace("Help", "Help #1") + "site_description: All # of it\n"
    kbgen = "plugins:\n  - kbgen:\n      contact: {}\n      popular_searches:\n        en:\n          - Error #5\n"
    assert [line for line in problems(site(text + kbgen)) if "KB209" in line] == [
        "mkdocs.yml:1:17: KB209 site_name is cut at the #: “Help” is left",
        "mkdocs.yml:4:23: KB209 site_description is cut at the #: “All” is left",
        "mkdocs.yml:10:19: KB209 popular_searches is cut at the #: “Error” is left",
    ]
    assert problems(site(HEAD.replace("content", "content # ours") + "plugins: [kbgen]\n")) == []


def test_curly_quotes_in_a_text_of_the_site_are_reported(site) -> None:
    """They are on every page; straight quotes around them say that this is meant."""
    text = HEAD.replace("Help", "“Help”") + "site_author: '“Acme”'\nplugins: [kbgen]\n"
    assert problems(site(text)) == [
        "mkdocs.yml:1:12: KB703 site_name: the curly quotes are part of the text",
    ]


def test_meaning_is_off_unless_it_is_turned_on(site) -> None:
    assert not load_settings(site(HEAD)).settings.kbgen.search.meaning
    text = HEAD + "plugins:\n  - kbgen:\n      search: {meaning: true}\n"
    search = load_settings(site(text)).settings.kbgen.search
    assert search.meaning
    assert search.locations == {"meaning": (6, 25)}


def test_the_command_for_diagrams_is_a_list(site) -> None:
    text = HEAD + (
        'plugins:\n  - kbgen:\n      mermaid: {command: [mmdc, -i, "{input}", -o, "{output}"]}\n'
    )
    command = load_settings(site(text)).settings.kbgen.mermaid.command
    assert command == ("mmdc", "-i", "{input}", "-o", "{output}")


TEXTS = """plugins:
  - kbgen:
      languages: [en, de, pt-BR]
      site_name: {en: Acme help, de: Acme-Hilfe}
      home_question: {de: Wie können wir helfen?, pt: Como podemos ajudar?, en: How can we help?}
      contact:
        email: {en: help@acme.example, de: hilfe@acme.example}
        hours: 9 to 5
"""


def test_a_text_that_readers_see_may_be_there_for_each_language(site) -> None:
    """A language uses its own text, that of its base, or that of the default language, which it names."""
    settings = load_settings(site(HEAD + TEXTS)).settings
    names = {lang: settings.text_in("site_name", lang) for lang in settings.kbgen.languages}
    assert names == {
        "en": ("Acme help", ""),
        "de": ("Acme-Hilfe", ""),
        "pt-BR": ("Acme help", "en"),
    }
    assert settings.kbgen.text_in("home_question", "pt-BR") == ("Como podemos ajudar?", "")
    german, brazilian = (settings.kbgen.contact_in(lang) for lang in ("de", "pt-BR"))
    assert (german.email, german.hours) == ("hilfe@acme.example", "9 to 5")
    assert brazilian.email == settings.kbgen.contact.email == "help@acme.example"


def test_a_text_of_mkdocs_is_for_every_language(site) -> None:
    settings = load_settings(site(HEAD + "plugins: [kbgen]\n")).settings
    assert settings.text_in("site_name", "de") == ("Help", "")
    assert settings.text_in("copyright", "de") == ("", "")


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("site_name: {german: Hilfe}", "KB703 'german' is not a language code"),
        ("contact: {email: {de: here}}", "KB703 'here' is not an email address"),
        ("contact: {hours: {de: [9]}}", "KB703 expected text"),
    ],
)
def test_a_wrong_text_for_a_language_is_reported(site, setting: str, problem: str) -> None:
    found = problems(site(HEAD + f"plugins:\n  - kbgen:\n      {setting}\n"))
    assert len(found) == 1
    assert found[0].startswith("mkdocs.yml:6:")
    assert found[0].endswith(problem)


def test_a_mapping_where_mkdocs_accepts_one_text_is_reported(site) -> None:
    """`mkdocs build` would stop there, so `kbgen build` does, too."""
    text = HEAD.replace("Help", "{en: Help, de: Hilfe}") + "plugins: [kbgen]\n"
    (problem,) = load_settings(site(text)).diagnostics
    assert problem.message == "MkDocs accepts only one text as 'site_name'"
    assert "in the kbgen block" in problem.hint


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            HEAD + "plugins:\n  - kbgen:\n      languages: [en, hu]\n",
            {"en": (6, 19), "hu": (6, 23)},
        ),
        (
            HEAD.replace("{name: material}", "{name: material, language: hu}")
            + "plugins: [kbgen]\n",
            {"hu": (2, 35)},
        ),
        (
            HEAD + "plugins:\n  - kbgen\n  - i18n:\n      languages:\n        - locale: hu\n",
            {"hu": (8, 19)},
        ),
    ],
)
def test_a_language_knows_where_the_settings_name_it(site, text: str, places: object) -> None:
    assert load_settings(site(text)).settings.kbgen.language_locations == places
