# SPDX-License-Identifier: MIT
"""Edits of what many pages share: snippets, templates, mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

from .table import append, edit, refused_edit, setting, write


@edit
def a_snippet_changes(root: Path, number: int) -> None:
    write(root / "snippets/steps.md", f"1. Open the **menu** {number}.\n2. Choose.\n")


@edit
def the_list_of_abbreviations_changes(root: Path, number: int) -> None:
    write(root / "snippets/terms.md", f"*[VAT]: Tax number {number}\n")


@edit
def a_template_of_the_site_changes(root: Path, number: int) -> None:
    write(
        root / "overrides/kbgen/partials/footer.html",
        f"<footer>Version {number} of {{{{ kb.site.name }}}}</footer>",
    )


@edit
def a_template_of_the_site_goes(root: Path, number: int) -> None:
    (root / "overrides/kbgen/partials/footer.html").unlink(missing_ok=True)


@edit
def a_template_of_the_site_comes(root: Path, number: int) -> None:
    write(root / "overrides/kbgen/partials/stuck.html", "<p>{{ kb.title }}</p>")


@edit
def redirects_change(root: Path, number: int) -> None:
    lines = ("old/: en/billing/refund.md", "old/#x: billing/", "billing/refund/#old: billing/")
    write(root / "content/_data/redirects.yml", "\n".join(lines[: number % 4]) + "\n")


@edit
def the_site_is_renamed(root: Path, number: int) -> None:
    setting(root, "site_name: Acme help", f"site_name: Acme {number % 3} & sons")


@edit
def the_site_moves_to_another_address(root: Path, number: int) -> None:
    setting(root, "site_url: https://help.example.com/", "site_url: https://example.org/help/")


@edit
def addresses_end_in_html(root: Path, number: int) -> None:
    append(
        root / "mkdocs.yml",
        "use_directory_urls: false\n" if number % 2 else "copyright: All ours\n",
    )


@edit
def another_way_to_reach_people(root: Path, number: int) -> None:
    setting(root, "contact: {email: help@example.com}", 'contact: {phone: "112", hours: Always}')


@edit
def other_popular_searches(root: Path, number: int) -> None:
    setting(root, "{en: [reset password, refund]}", "{en: [refund], ru: [деньги]}")


@edit
def articles_of_more_audiences_are_published(root: Path, number: int) -> None:
    setting(
        root,
        "contact:",
        f"audiences: [public, {('agent, partner', 'partner')[number % 2]}]\n      contact:",
    )


@refused_edit
def an_audience_that_does_not_exist_is_named(root: Path, number: int) -> None:
    setting(root, "contact:", "audiences: [public, internal]\n      contact:")


@edit
def a_markdown_extension_is_added(root: Path, number: int) -> None:
    setting(
        root,
        "  - abbr\n",
        "  - abbr\n  - pymdownx.tabbed: {alternate_style: true}\n  - pymdownx.mark\n",
    )


@edit
def a_markdown_extension_is_set_otherwise(root: Path, number: int) -> None:
    setting(
        root,
        "  - abbr\n",
        "  - abbr\n  - toc: {toc_depth: 2}\n  - pymdownx.highlight: {linenums: true}\n",
    )


@edit
def a_markdown_extension_goes(root: Path, number: int) -> None:
    setting(root, "  - abbr\n", "")


@edit
def unknown_fields_are_warnings(root: Path, number: int) -> None:
    setting(root, "contact:", "front_matter: {unknown: warning}\n      contact:")


@edit
def votes_are_collected(root: Path, number: int) -> None:
    setting(
        root,
        "contact:",
        "feedback: {adapter: webhook, endpoint: https://desk.example/in}\n      contact:",
    )


@edit
def a_limit_is_set(root: Path, number: int) -> None:
    setting(root, "contact:", "limits: {source_bytes: 1000}\n      contact:")


@refused_edit
def a_setting_breaks(root: Path, number: int) -> None:
    setting(root, "languages:", "langauges:")
