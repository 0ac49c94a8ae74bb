# SPDX-License-Identifier: MIT
"""An import writes inside its folder only: all files or none, and never over an existing file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.importing.run import import_folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write a folder with two articles and a picture."""
    folder = tmp_path / "old"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text("# A\n\n![](sub/p.png)\n")
    (folder / "sub" / "b.md").write_text("# B\n")
    (folder / "sub" / "p.png").write_bytes(b"\x89PNG\x00")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_articles_and_used_files_are_written(source: Path, tmp_path: Path) -> None:
    """Pictures keep their bytes, and nothing else is left."""
    import_folder("markdown", source, tmp_path / "content")
    written = files_of(tmp_path / "content")
    assert sorted(written) == ["a.md", "sub/b.md", "sub/p.png"]
    assert written["sub/p.png"] == b"\x89PNG\x00"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "old"]


def test_a_dry_run_writes_nothing(source: Path, tmp_path: Path) -> None:
    """It reports the same, and existing files do not stop it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("mine")
    report = import_folder("markdown", source, tmp_path / "content", dry_run=True)
    assert report.files.articles == 2
    assert report.replaced == ("a.md",)
    assert files_of(tmp_path / "content") == {"a.md": b"mine"}


def test_an_existing_file_stops_the_import(source: Path, tmp_path: Path) -> None:
    """Nothing is written, not even the other files; --force replaces it."""
    content = tmp_path / "content"
    (content / "sub").mkdir(parents=True)
    (content / "sub" / "b.md").write_text("mine")
    with pytest.raises(SettingsError, match=r"b\.md already exists"):
        import_folder("markdown", source, content)
    assert files_of(content) == {"sub/b.md": b"mine"}
    import_folder("markdown", source, content, force=True)
    assert files_of(content)["sub/b.md"] == b"# B\n"


def test_a_failure_takes_everything_back(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replaced files have their old content again, and new folders are gone."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").write_text("mine")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "p.png":
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(EnvironmentFailure, match="No space left"):
        import_folder("markdown", source, content, force=True)
    assert files_of(content) == {"a.md": b"mine"}
    assert [path.name for path in content.iterdir()] == ["a.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "old"]


def test_a_link_in_the_content_folder_does_not_lead_out(source: Path, tmp_path: Path) -> None:
    """A folder that is a link to another place is refused."""
    outside = tmp_path / "outside"
    outside.mkdir()
    content = tmp_path / "content"
    content.mkdir()
    (content / "sub").symlink_to(outside)
    with pytest.raises(SettingsError, match="leads out"):
        import_folder("markdown", source, content, force=True)
    assert files_of(outside) == {}


def test_a_replaced_link_is_not_followed(source: Path, tmp_path: Path) -> None:
    """With --force, a link is replaced; its target keeps its content."""
    (tmp_path / "secret").write_text("secret")
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").symlink_to(tmp_path / "secret")
    import_folder("markdown", source, content, force=True)
    assert (tmp_path / "secret").read_text() == "secret"
    assert not (content / "a.md").is_symlink()


@pytest.mark.parametrize("to", [".", "..", "../.."])
def test_the_imported_folder_cannot_be_in_the_content_folder(source: Path, to: str) -> None:
    """The import would read its own result the next time."""
    with pytest.raises(SettingsError, match="contains the imported folder"):
        import_folder("markdown", source, source / to)


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    """Nothing is created."""
    (tmp_path / "old").mkdir()
    with pytest.raises(SettingsError, match="no articles"):
        import_folder("markdown", tmp_path / "old", tmp_path / "content")
    assert not (tmp_path / "content").exists()
