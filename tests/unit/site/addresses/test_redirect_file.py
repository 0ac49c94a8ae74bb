# SPDX-License-Identifier: MIT
"""`redirects.yml` is changed line by line; comments and other lines stay."""

from __future__ import annotations

import pytest
import yaml

from kbgen.site.addresses.redirect_file import RedirectFile


def test_lines_are_added_after_the_others() -> None:
    """Comments and lines that are no redirects stay as they are."""
    file = RedirectFile(("# Ours", "", "a/: b/  # since May", "- odd"))
    assert file.changed({"c/#x": "d/#y"}).lines == (*file.lines, "c/#x: d/#y")
    assert file.entries == {("a/", ""): "b/"}


@pytest.mark.parametrize("old", ["a/", '"a/"', "'a/'", "/a/"])
def test_an_old_line_gets_the_new_target(old: str) -> None:
    """However it is written; its comment stays."""
    changed = RedirectFile((f"{old}: b/ # since May",)).changed({"a/": "c/"})
    (line,) = changed.lines
    assert line.endswith(": c/ # since May")
    assert [key.strip("/") for key in yaml.safe_load(line)] == ["a"]


def test_a_line_for_an_address_that_has_a_page_again_is_removed() -> None:
    """It would lead away from its page."""
    assert RedirectFile(("b/: c/", "a/: c/")).changed({"c/": "b/", "a/": "b/"}).lines == (
        "a/: b/",
        "c/: b/",
    )


@pytest.mark.parametrize(
    "address",
    ["a/", "ö/ż/#ś", "2024/", "true", "~", "a'b/", 'a"b/', "- x/", "a%20b/", "{a}/", "x.html#a.b"],
)
def test_written_lines_are_yaml(address: str) -> None:
    """Addresses may have any character."""
    text = "\n".join(RedirectFile(()).changed({address: address.upper()}).lines)
    assert yaml.safe_load(text) == {address: address.upper()}
    assert list(RedirectFile((text,)).entries.values()) == [address.upper()]
