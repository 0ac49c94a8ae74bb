# SPDX-License-Identifier: MIT
"""Every file that is not a page finds its place, and the pages find the files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from content_sites import settings_for
from optional_packages import required
from site_parts import knowledge_base

from kbgen.model import PageScript
from kbgen.settings import ExtraScript, FeedbackAdapter, FeedbackSettings, KbgenSettings
from kbgen.settings.brand import ColorSettings, FontSettings
from kbgen.settings.brand.fonts import FontFile
from kbgen.settings.resources import theme_dir
from kbgen.site.planning import assets as module
from kbgen.site.planning.assets import SiteAssets, site_assets


@pytest.fixture
def theme(tmp_path: Path, monkeypatch) -> Path:
    root = tmp_path / "theme" / "assets"
    for name in (
        "javascripts/scheme-init.js", "javascripts/main.js", "javascripts/reload.js", "javascripts/redirect.js",
        "javascripts/not-found-language.js",
        "javascripts/search/worker.js", "javascripts/search-page.js", "javascripts/not-found.js",
        "javascripts/troubleshooter.js",
        "javascripts/feedback/start.js", "javascripts/file-notice.js", "stylesheets/kb.css", "stylesheets/a.css", "images/favicon.svg",
        "images/.hidden",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("/* a comment */ const x = 1;" if name.endswith(".js") else name)
    monkeypatch.setattr(module, "theme_dir", lambda: tmp_path / "theme")
    return root


def assets(live_reload: bool = False, **changes: Any) -> SiteAssets:
    kb = knowledge_base(assets=(("pl/i.png", "pl/i.png"), ("en/x.css", "x.css")))
    return site_assets(settings_for(Path("/site"), **changes), kb, live_reload=live_reload)


def folder_of(found: SiteAssets) -> str:
    return "/".join(found.worker.split("/")[:2])


def test_the_themes_files_lie_in_a_folder_named_by_their_content(theme: Path) -> None:
    found = assets()
    folder = folder_of(found)
    assert folder.startswith("assets/kb-")
    assert found.worker == f"{folder}/javascripts/search/worker.js"
    assert found.head_scripts == (f"{folder}/javascripts/scheme-init.js",)
    assert found.modules == (f"{folder}/javascripts/main.js",)
    assert found.favicon == f"{folder}/images/favicon.svg"
    assert found.files[found.favicon] == theme / "images/favicon.svg"
    assert not any("hidden" in name for name in found.files)


def test_modules_are_joined_and_scripts_have_no_comments(theme: Path) -> None:
    (theme / "javascripts/search/part.js").write_text("export const part = 7; // seven\n")
    (theme / "javascripts/search/worker.js").write_text(
        'import { part } from "./part.js";\npostMessage(part);\n'
    )
    found = assets()
    worker = found.files[found.worker]
    assert isinstance(worker, bytes)
    assert b"part=7" in worker
    assert b"import" not in worker
    scripts = {name: text for name, text in found.files.items() if name.endswith(".js")}
    assert len(scripts) == 11
    assert not any(name.endswith("part.js") for name in scripts)
    assert not any(
        b"comment" in text or b"seven" in text
        for text in scripts.values()
        if isinstance(text, bytes)
    )


def test_pages_with_votes_load_their_script_early(theme: Path) -> None:
    """The entry asks for it only when it runs."""
    assert assets().preloads == ()
    webhook = FeedbackSettings(FeedbackAdapter.WEBHOOK, endpoint="https://desk.example/in")
    found = assets(kbgen=KbgenSettings(feedback=webhook))
    assert found.preloads == (f"{folder_of(found)}/javascripts/feedback/start.js",)


@pytest.mark.parametrize("change", ["content", "name"])
def test_a_changed_file_changes_the_folder(theme: Path, change: str) -> None:
    before = folder_of(assets())
    assert folder_of(assets()) == before
    style = theme / "stylesheets/a.css"
    if change == "content":
        style.write_text("other")
    else:
        style.rename(style.with_name("c.css"))
    assert folder_of(assets()) != before


def test_stylesheets_of_some_pages_are_apart_from_those_of_every_page(theme: Path) -> None:
    (theme / "stylesheets/parts").mkdir()
    (theme / "stylesheets/parts/code.css").write_text("code")
    found = assets(extra_css=("css/ä.css",), extra_javascript=(ExtraScript("js/own.js"),))
    names = [name.rpartition("/")[2] for name in found.stylesheets]
    assert names == ["a.css", "kb.css"]
    assert found.style_parts == {"code": f"{folder_of(found)}/stylesheets/parts/code.css"}
    assert found.files[found.style_parts["code"]] == b"code"
    assert found.site_stylesheets == ("css/%C3%A4.css",)
    assert found.scripts == (PageScript("js/own.js"),)


def test_the_writers_files_go_where_the_loader_put_them(theme: Path) -> None:
    files = assets().files
    assert files["x.css"] == Path("/site/content/en/x.css")
    assert files["pl/i.png"] == Path("/site/content/pl/i.png")


def test_a_preview_loads_the_module_that_reloads(theme: Path) -> None:
    assert [name.rpartition("/")[2] for name in assets(live_reload=True).modules] == [
        "main.js",
        "reload.js",
    ]


def test_a_theme_without_icon_has_none(theme: Path) -> None:
    (theme / "images/favicon.svg").unlink()
    assert assets().favicon == ""


def test_our_own_theme_has_every_file_that_pages_name() -> None:
    found = assets(live_reload=True)
    named = {
        *found.modules,
        *found.preloads,
        *found.head_scripts,
        found.worker,
        found.favicon,
        *found.stylesheets,
        *found.style_parts.values(),
    }
    assert named <= set(found.files)


def test_stylesheets_are_published_without_comments(theme: Path) -> None:
    (theme / "stylesheets/a.css").write_text("/* Why */\na { color: red; } /* what */\n")
    found = assets()
    assert found.files[found.stylesheets[0]] == b"a { color: red; } "


def test_the_root_size_is_materials() -> None:
    """Stylesheets of Material's users have sizes in `rem`; another root size makes their text tiny."""
    material = required("material")
    folder = Path(material.__file__).parent / "templates/assets/stylesheets"
    (engine,) = folder.glob("main.*.min.css")
    own = (theme_dir() / "assets/stylesheets/kb.css").read_text("utf-8")
    size = re.compile(r"\bhtml\s*\{[^}]*font-size:\s*(\d+%)")
    (wanted, *_), (found,) = size.findall(engine.read_text("utf-8")), size.findall(own)
    assert found == wanted


def test_a_sites_colors_and_fonts_come_last_in_the_main_stylesheet(theme: Path) -> None:
    font = FontSettings("Acme Sans", files=(FontFile("fonts/acme sans.woff2"),))
    kbgen = KbgenSettings(colors=ColorSettings("#0066cc", "#0066cc"), font=font)
    found = assets(kbgen=kbgen)
    name = next(name for name in found.stylesheets if name.endswith("/kb.css"))
    content = found.files[name]
    assert isinstance(content, bytes)
    text = content.decode()
    assert text.startswith("stylesheets/kb.css@font-face")
    assert 'url("../../../fonts/acme%20sans.woff2")' in text
    assert "--kb-accent:light-dark(#0066cc," in text
    assert folder_of(found) != folder_of(assets())
