# SPDX-License-Identifier: MIT
"""`kbgen serve` runs the plugins that work page by page, and sees saves of what they read."""

from __future__ import annotations

from pathlib import Path

from integration.plugins.plugin_sites import article, config
from integration.test_serve import Events, Preview, get, replace_as_editors_do


def test_a_save_of_a_part_or_of_a_module_of_macros_reloads_the_page(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/part.md").write_text("First part.", "utf-8")
    module = "def define_env(env):\n    env.macro(lambda: '{}', 'price')\n"
    (tmp_path / "main.py").write_text(module.format("12 EUR"), "utf-8")
    (tmp_path / "content/a.md").write_text(
        article("A", '{% include "part.md" %} {{ price() }}'), "utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(config("macros: {include_dir: parts}", "tags"), "utf-8")
    preview = Preview(tmp_path)
    try:
        port = preview.port()
        preview.says(
            "Not in the preview: tags. Plugins that need all pages run only in kbgen build."
        )
        assert "First part. 12 EUR" in get(port, "/a/")[1]
        for name, text, shown in (
            ("parts/part.md", "Second part.", "Second part. 12 EUR"),
            ("main.py", module.format("13 EUR"), "Second part. 13 EUR"),
            ("main.py", module.format("14 EUR"), "Second part. 14 EUR"),
        ):
            events = Events(port)
            replace_as_editors_do(tmp_path / name, text)
            events.wait_for_reload()
            assert shown in get(port, "/a/")[1]
            events.close()
    finally:
        preview.end()
