# SPDX-License-Identifier: MIT
"""Links to edit a page follow MkDocs' settings."""

from __future__ import annotations

from typing import Any

import pytest

from kbgen.settings.repository import read_repository

REPO = {"repo_url": "https://github.com/acme/help"}


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ({"edit_uri": "edit/main/docs"}, "https://github.com/acme/help/edit/main/docs/a/b%20c.md"),
        ({"edit_uri": "blob/main/"}, "https://github.com/acme/help/blob/main/a/b%20c.md"),
        (
            {"edit_uri": "?query=root/path/docs/"},
            "https://github.com/acme/help?query=root/path/docs/a/b%20c.md",
        ),
        (
            {"edit_uri_template": "wiki/{path_noext}?as={path!q}"},
            "https://github.com/acme/help/wiki/a/b%20c?as=a%2Fb%20c.md",
        ),
        (
            {"edit_uri": "https://cms.example/edit/", "repo_url": ""},
            "https://cms.example/edit/a/b%20c.md",
        ),
        ({}, ""),
        ({"edit_uri": ""}, ""),
        ({"repo_url": "javascript:alert(1)", "edit_uri": "edit/"}, ""),
        ({"edit_uri": "javascript:alert(1)"}, ""),
        ({"edit_uri_template": "javascript:{path}"}, ""),
        ({"edit_uri": 3}, ""),
    ],
)
def test_the_source_of_a_page_is_edited_where_mkdocs_says(
    settings: dict[str, Any], url: str
) -> None:
    assert read_repository(REPO | settings, ()).edit_url("a/b c.md") == url


def test_a_feature_of_material_is_enough_on_hosts_that_mkdocs_knows() -> None:
    shown = read_repository(REPO, ["content.action.edit"])
    assert shown.edit_url("a.md") == "https://github.com/acme/help/edit/master/docs/a.md"
    elsewhere = read_repository(
        {"repo_url": "https://git.acme.example/help"}, ["content.action.edit"]
    )
    assert elsewhere.edit_url("a.md") == ""


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        (REPO, "GitHub"),
        (REPO | {"repo_name": "acme/help"}, "acme/help"),
        ({"repo_url": "https://git.acme.example/help"}, "git.acme.example"),
        ({}, ""),
    ],
)
def test_a_repository_has_the_name_of_its_host(settings: dict[str, str], name: str) -> None:
    assert read_repository(settings, ()).name == name
