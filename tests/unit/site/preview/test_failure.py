# SPDX-License-Identifier: MIT
"""A failed build is shown on the pages of the last one that worked."""

from __future__ import annotations

from kbgen.model import diagnostic
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.strings import load_strings
from kbgen.site.preview.failure import Failure, failure_panel, panel_page, with_panel

STRINGS = load_strings("en", theme_dir())


def test_the_panel_names_each_wrong_setting_with_its_place_and_hint() -> None:
    wrong = diagnostic("KB702", "mkdocs.yml", "unknown <x>", line=6, column=7, hint="Did you & I?")
    panel = failure_panel(Failure("mkdocs.yml has errors", "Look.", (wrong,)), STRINGS).decode()
    assert "<strong>Error</strong> <code>mkdocs.yml:6:7</code> <code>KB702</code>" in panel
    assert "unknown &lt;x&gt;<br>" in panel
    assert "Did you &amp; I?" in panel
    assert "has errors" not in panel


def test_any_other_error_is_shown_with_its_hint() -> None:
    panel = failure_panel(Failure("a template <b> failed", "Fix it."), STRINGS).decode()
    assert "<strong>Error</strong> a template &lt;b&gt; failed" in panel
    assert "Fix it." in panel


def test_the_panel_is_at_the_top_of_the_main_part() -> None:
    page = b'<body><header></header><main class="kb-main">text</main>'
    assert with_panel(page, b"PANEL") == page.replace(b"text", b"PANELtext")
    assert with_panel(b"<p>no main", b"PANEL") == b"<p>no main"


def test_a_page_with_only_the_panel_reloads_itself() -> None:
    page = panel_page(b"PANEL")
    assert b"<main>PANEL</main>" in page
    assert b'http-equiv="refresh"' in page
