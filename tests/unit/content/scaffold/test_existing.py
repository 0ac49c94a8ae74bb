# SPDX-License-Identifier: MIT
"""A new site in an existing repository: its files stay, and the output says what to change in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.content.scaffold import Ci, fit_site, plan_site
from kbgen.errors import SettingsError


def put(folder: Path, **files: str) -> Path:
    """Write files; `__` in a name is `/`, `_` a dot."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def advice(folder: Path, ci: Ci = Ci.NONE) -> dict[str, str]:
    return {item.path: item.advice for item in fit_site(folder, ["en"], ci).kept}


@pytest.mark.parametrize("made", [False, True])
def test_an_empty_folder_gets_the_whole_site(tmp_path: Path, made: bool) -> None:
    folder = tmp_path if made else tmp_path / "new"
    fitted = fit_site(folder, ["en", "pl"], Ci.GITLAB)
    assert (fitted.files, fitted.kept) == (plan_site(["en", "pl"], Ci.GITLAB), ())


@pytest.mark.parametrize("name", ["README.md", "readme.rst", "README", "Readme.txt"])
def test_next_to_a_readme_the_guide_has_another_name(tmp_path: Path, name: str) -> None:
    """Also next to a README of another format: hosts would show README.md instead of it."""
    (tmp_path / name).write_text("mine")
    fitted = fit_site(tmp_path, ["en"], Ci.NONE)
    assert "README.md" not in fitted.files
    assert fitted.files["HELP-CENTER.md"] == plan_site(["en"], Ci.NONE)["README.md"]
    assert "HELP-CENTER.md" in advice(tmp_path)["README.md"]


def test_where_both_names_are_taken_there_is_no_guide(tmp_path: Path) -> None:
    put(tmp_path, README_md="mine")
    (tmp_path / "HELP-CENTER.md").write_text("mine")
    assert not {"README.md", "HELP-CENTER.md"} & fit_site(tmp_path, ["en"], Ci.NONE).files.keys()
    assert "was not written" in advice(tmp_path)["README.md"]


def test_the_lines_that_a_gitignore_lacks_are_named(tmp_path: Path) -> None:
    """However its owner writes the others."""
    put(tmp_path, _gitignore="node_modules\n/site\n.cache/\n")
    assert advice(tmp_path) == {".gitignore": "add these lines: /.kbgen/ /public/"}
    put(tmp_path, _gitignore="site\n.kbgen\n.cache\npublic\n")
    assert advice(tmp_path) == {}


def test_the_line_that_a_gitattributes_lacks_is_named(tmp_path: Path) -> None:
    line = "content/_data/urls.lock merge=union"
    put(tmp_path, _gitattributes="*.png binary\n")
    assert advice(tmp_path) == {".gitattributes": f"add the line {line}"}
    put(tmp_path, _gitattributes=f"*.png binary\n{line}\n")
    assert advice(tmp_path) == {}


def test_requirements_without_kbgen_need_its_line(tmp_path: Path) -> None:
    put(tmp_path, requirements_txt="flask\n")
    line = plan_site(["en"], Ci.NONE)["requirements.txt"].splitlines()[-1]
    assert advice(tmp_path) == {"requirements.txt": f"add the line {line}"}
    put(tmp_path, requirements_txt="flask\nkbgen==0.1\n")
    assert advice(tmp_path) == {}


@pytest.mark.parametrize(
    ("ci", "path"),
    [(Ci.GITHUB, ".github/workflows/help-center.yml"), (Ci.GITLAB, ".gitlab-ci.yml")],
)
def test_a_workflow_that_is_there_is_kept(tmp_path: Path, ci: Ci, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("mine")
    assert path not in fit_site(tmp_path, ["en"], ci).files
    assert f"--ci {ci}" in advice(tmp_path, ci)[path]
    assert advice(tmp_path) == {}


def test_own_articles_get_no_samples_beside_them(tmp_path: Path) -> None:
    """Nor searches, promises or commands that need samples."""
    put(tmp_path, content__a_md="# A\n")
    files = fit_site(tmp_path, ["en"], Ci.NONE).files
    assert files == plan_site(["en"], Ci.NONE, samples=False)
    assert not [path for path in files if path.startswith("content/")]
    assert "\n      # popular_searches: {en: [forgot password" in files["mkdocs.yml"]
    assert not {word for word in ("Acme, a product", "--category") if word in files["README.md"]}
    assert "no sample was written" in advice(tmp_path)["content/"]
    assert "kbgen quality" in advice(tmp_path, Ci.GITHUB)["content/"]


def test_a_content_folder_that_waits_for_articles_gets_samples(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/.gitkeep").touch()
    assert fit_site(tmp_path, ["en"], Ci.NONE).files == plan_site(["en"], Ci.NONE)


def test_docs_and_another_site_stay_with_a_way_to_use_them(tmp_path: Path) -> None:
    put(tmp_path, docs__a_md="# A\n", site__index_html="mine")
    assert "docs_dir: docs" in advice(tmp_path)["docs/"]
    assert "site_dir" in advice(tmp_path)["site/"]


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
@pytest.mark.parametrize(
    ("text", "hint"), [("plugins: [kbgen]", "kbgen serve"), ("site_name: A", "'- kbgen'")]
)
def test_a_site_is_refused_with_the_way_to_go(
    tmp_path: Path, name: str, text: str, hint: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SettingsError, match="nothing was written") as caught:
        fit_site(tmp_path, ["en"], Ci.NONE)
    assert hint in caught.value.hint


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("mine")
    with pytest.raises(SettingsError, match=r"content is in the way"):
        fit_site(tmp_path, ["en"], Ci.NONE)
    with pytest.raises(SettingsError, match=r"content is in the way"):
        fit_site(tmp_path / "content", ["en"], Ci.NONE)
