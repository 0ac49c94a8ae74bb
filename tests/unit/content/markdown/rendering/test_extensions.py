# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import settings_for

from kbgen.content.markdown.body import BodyRenderer
from kbgen.content.markdown.rendering.extensions import always_on, effective, resolve_names
from kbgen.errors import SettingsError
from kbgen.settings.types import PythonCall, PythonName


def test_settings_go_over_the_defaults_option_by_option() -> None:
    """What a site does not mention keeps our value; other extensions are added."""
    extensions = effective(
        (("markdown.extensions.toc", {"permalink": True}), ("pymdownx.tabbed", {}))
    )
    assert extensions["toc"]["permalink"] is True
    assert extensions["tables"]["use_align_attribute"] is True
    assert "pymdownx.tabbed" in extensions
    assert set(always_on()) <= set(extensions)


def test_collections_give_only_what_we_lack() -> None:
    """`extra` would bring a second kind of fences over ours."""
    names = set(
        effective((("extra", {}), ("codehilite", {"noclasses": True}), ("fenced_code", {})))
    )
    assert names - set(always_on()) == {"abbr"}


def test_a_collection_passes_options_to_its_parts() -> None:
    """Options of other collections' parts are not names of extensions."""
    fences = {"custom_fences": [{"name": "plan", "class": "plan"}]}
    extensions = effective(
        (
            ("pymdownx.extra", {"pymdownx.superfences": fences}),
            ("extra", {"markdown.extensions.footnotes": {"PLACE_MARKER": "///"}}),
            ("codehilite", {"css_class": "highlight"}),
        )
    )
    assert {"name": "plan", "class": "plan"} in extensions["pymdownx.superfences"]["custom_fences"]
    assert extensions["footnotes"] == {"BACKLINK_TITLE": "{}", "PLACE_MARKER": "///"}
    assert "css_class" not in extensions


def test_python_names_are_imported_when_markdown_needs_them() -> None:
    """Also deep inside a configuration."""
    assert resolve_names({"a": [{"f": PythonName("os.path.join")}]})["a"][0]["f"].__name__ == "join"


@pytest.mark.parametrize("name", ["nowhere.at.all", "os.path.nothing", "x"])
def test_python_names_that_do_not_exist_are_a_sentence(name: str) -> None:
    """Not a traceback."""
    with pytest.raises(SettingsError, match=name):
        resolve_names(PythonName(name))


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Upgrading & Repairing", "upgrading-repairing"),
        ("Step 2 - Go", "step-2-go"),
        ("Unterstützte Anbieter", "unterstutzte-anbieter"),
        ("Same", "same"),
        ("Same ", "same_1"),
        ("Ответ", "_1"),
        ("Kb ü", "section-kb-u"),
    ],
)
def test_the_anchors_of_headings_are_those_of_mkdocs(heading: str, anchor: str) -> None:
    """Links from other sites to a site that moves here keep working."""
    text = f"## Same\n\na\n\n## {heading}\n\nb\n" if anchor == "same_1" else f"## {heading}\n\nb\n"
    body = BodyRenderer(settings_for(Path("/nowhere"), markdown_extensions=())).render(text)
    assert body.headings[-1].id == anchor
    assert body.removed == ()


def test_a_call_in_the_settings_gives_its_result() -> None:
    """Material documents it for slugs."""
    call = PythonCall("pymdownx.slugs.slugify", (), {"case": "lower"})
    assert resolve_names([call])[0]("Get It", "-") == "get-it"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (PythonCall("posixpath.join", (), {"x": 1}), "join, which fails: TypeError: "),
        (PythonCall("pymdownx.slugs.gone"), "cannot be imported"),
    ],
)
def test_a_call_that_fails_is_a_sentence(call: PythonCall, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        resolve_names(call)


def test_previews_of_materials_pages_are_left_out() -> None:
    """The extension needs MkDocs' page, without which every article would fail."""
    assert list(effective([("material.extensions.preview", {})])) == list(effective([]))
