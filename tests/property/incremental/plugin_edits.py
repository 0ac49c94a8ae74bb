# SPDX-License-Identifier: MIT
"""A site with MkDocs' plugins, and edits of what they read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .table import append, plugin_edit, setting, some_article, write

PLUGINS: Final = """\
  - glightbox: {auto_caption: true}
  - macros: {include_dir: parts, include_yaml: [prices.yml]}
  - redirects: {redirect_maps: {old.md: en/billing/refund.md}}
extra: {product: Acme}
"""


def plug_in(root: Path) -> None:
    """Give the site of the other edits plugins, and texts that use them."""
    append(root / "mkdocs.yml", PLUGINS)
    write(root / "parts/hours.md", "Open from {{ hours }}, {{ product }}.\n")
    write(root / "parts/other.md", "No article includes this.\n")
    write(root / "prices.yml", "hours: nine\nfee: 3\n")
    write(root / "main.py", "def define_env(env):\n    env.macro(lambda: 'EUR', 'currency')\n")
    append(
        root / "content/en/billing/refund.md",
        '\n{{ fee }} {{ currency() }}\n\n{% include "hours.md" %}\n',
    )
    append(root / "content/en/faq.md", '\n{% include "hours.md" %}\n')


@plugin_edit
def an_included_part_changes(root: Path, number: int) -> None:
    write(root / "parts/hours.md", f"Closed on day {number}, {{{{ product }}}}.\n")


@plugin_edit
def an_included_part_goes(root: Path, number: int) -> None:
    (root / "parts/hours.md").unlink(missing_ok=True)


@plugin_edit
def a_value_in_a_yaml_file_changes(root: Path, number: int) -> None:
    write(root / "prices.yml", f"hours: ten\nfee: {number}\n")


@plugin_edit
def a_macro_changes(root: Path, number: int) -> None:
    write(
        root / "main.py",
        f"def define_env(env):\n    env.macro(lambda: 'USD{number}', 'currency')\n",
    )


@plugin_edit
def the_module_of_macros_breaks(root: Path, number: int) -> None:
    write(root / "main.py", "def define_env(env):\n    raise ValueError('no macros today')\n")


@plugin_edit
def a_value_in_the_settings_changes(root: Path, number: int) -> None:
    setting(root, "{product: Acme}", f"{{product: Acme {number}}}")


@plugin_edit
def a_plugin_is_set_otherwise(root: Path, number: int) -> None:
    setting(root, "auto_caption: true", "auto_caption: false, loop: true")


@plugin_edit
def a_plugin_goes(root: Path, number: int) -> None:
    setting(
        root,
        ("  - glightbox: {auto_caption: true}\n", PLUGINS.splitlines(keepends=True)[1])[number % 2],
        "",
    )


@plugin_edit
def a_redirect_changes(root: Path, number: int) -> None:
    setting(
        root,
        "old.md: en/billing/refund.md",
        ("older.md: en/faq.md", "faq.md: nowhere.md")[number % 2],
    )


@plugin_edit
def an_article_begins_to_use_macros(root: Path, number: int) -> None:
    append(some_article(root, number), "\nOf {{ product }} for {{ fee }}.\n")


@plugin_edit
def a_macro_fails(root: Path, number: int) -> None:
    append(some_article(root, number), "\n{{ 1 / 0 }}\n")
