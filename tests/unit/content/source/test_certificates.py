# SPDX-License-Identifier: MIT
"""A certificate is published; a file that may contain a key is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import load_files


def block(kind: str) -> str:
    return f"-----BEGIN {kind}-----\nTUlJQg==\nab+/\n-----END {kind}-----\n"


CERTIFICATE = block("CERTIFICATE")


@pytest.mark.parametrize(
    ("text", "is_published"),
    [
        (CERTIFICATE, True),
        (CERTIFICATE + "\r\n" + CERTIFICATE, True),
        (block("PUBLIC KEY"), True),
        (CERTIFICATE + block("PRIVATE KEY"), False),
        (block("EC PRIVATE KEY"), False),
        (block("ENCRYPTED PRIVATE KEY"), False),
        ("password: hunter2\n" + CERTIFICATE, False),
        (CERTIFICATE + "-----BEGIN PRIVATE KEY-----\nTUlJQg==\n", False),
        (CERTIFICATE.replace("TUlJ", "-----BEGIN PRIVATE KEY-----"), False),
        ("", False),
        ("TUlJQg==", False),
    ],
)
def test_a_pem_file_is_judged_by_its_content(tmp_path: Path, text: str, is_published: bool) -> None:
    kb = load_files(tmp_path, {"index.md": "# Home", "files/root.pem": text}).kb
    assert ("files/root.pem" in dict(kb.assets)) == is_published
    assert ("files/root.pem" in kb.left_out_files) != is_published


def test_other_keys_are_judged_by_their_names(tmp_path: Path) -> None:
    kb = load_files(tmp_path, {"index.md": "# Home", "a.key": CERTIFICATE, "id_rsa": ""}).kb
    assert sorted(kb.left_out_files) == ["a.key", "id_rsa"]


def test_a_link_out_of_the_content_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.pem").write_text(CERTIFICATE)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.pem").symlink_to(tmp_path / "outside.pem")
    assert "a.pem" not in dict(load_files(tmp_path, {"index.md": "# Home"}).kb.assets)
