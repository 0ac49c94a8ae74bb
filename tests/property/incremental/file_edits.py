# SPDX-License-Identifier: MIT
"""Edits of files and folders: articles that come, go and move, shelves, pictures, languages."""

from __future__ import annotations

import shutil
from pathlib import Path

from .table import edit, field, setting, some_article, write


@edit
def an_article_is_added(root: Path, number: int) -> None:
    folder = (
        "en",
        "en/billing",
        "en/orders/parcels",
        "ru/billing",
        "en/billing/cards/deep/deeper",
    )[number % 5]
    write(
        root / "content" / folder / f"new-{number % 11}.md",
        f"---\ntitle: New article {number % 11}\n---\nWhat is new about refunds: number {number}.\n",
    )


@edit
def an_article_is_deleted(root: Path, number: int) -> None:
    path = some_article(root, number)
    if path is not None:
        path.unlink()


@edit
def an_article_moves_to_another_folder(root: Path, number: int) -> None:
    path = some_article(root, number)
    if path is not None:
        folder = root / "content/en" / ("billing", "orders", "moved", "billing/cards")[number % 4]
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / path.name)


@edit
def an_article_is_renamed(root: Path, number: int) -> None:
    path = some_article(root, number)
    if path is not None:
        path.rename(path.with_name(f"renamed-{number % 5}.md"))


@edit
def two_articles_change_places(root: Path, number: int) -> None:
    one, other = some_article(root, number), some_article(root, number + 1)
    if one is not None and other is not None:
        mine, theirs = one.read_bytes(), other.read_bytes()
        one.write_bytes(theirs)
        other.write_bytes(mine)


@edit
def two_files_have_one_address(root: Path, number: int) -> None:
    write(root / "content/en/FAQ.md", "---\ntitle: The same in capitals\n---\nText.\n")


@edit
def a_folder_is_renamed(root: Path, number: int) -> None:
    folder = root / "content/en/orders"
    if folder.is_dir() and not folder.with_name("purchases").exists():
        folder.rename(folder.with_name("purchases"))


@edit
def a_folder_is_deleted(root: Path, number: int) -> None:
    shutil.rmtree(root / "content/en" / ("orders", "billing")[number % 2], ignore_errors=True)


@edit
def a_folder_gets_its_own_page(root: Path, number: int) -> None:
    write(
        root / "content/en/orders/index.md",
        f"---\ntitle: All about orders\n---\nText {number % 3}.\n",
    )


@edit
def a_category_is_named(root: Path, number: int) -> None:
    write(
        root / "content/en/orders/_category.yml",
        f"title: Orders and parcels {number % 3}\norder: {number % 4}\n",
    )


@edit
def a_category_loses_its_file(root: Path, number: int) -> None:
    (root / "content/en/billing/_category.yml").unlink(missing_ok=True)


@edit
def a_category_file_breaks(root: Path, number: int) -> None:
    write(root / "content/en/billing/_category.yml", "title: [x\n")


@edit
def a_picture_changes(root: Path, number: int) -> None:
    write(root / "content/en/billing/card.png", f"another picture {number}")


@edit
def a_picture_goes(root: Path, number: int) -> None:
    (root / "content/en/billing/card.png").unlink(missing_ok=True)


@edit
def a_picture_comes(root: Path, number: int) -> None:
    write(root / f"content/en/billing/form-{number % 2}.png", "a form")


@edit
def a_stylesheet_of_the_site_changes(root: Path, number: int) -> None:
    write(root / "content/extra.css", f".acme {{ color: rgb({number % 256} 0 0) }}\n")


@edit
def an_article_is_translated(root: Path, number: int) -> None:
    write(
        root / "content/ru/billing/card.md",
        "---\ntitle: Добавить карту\nid: card\n---\nОткройте настройки и добавьте карты.\n",
    )


@edit
def a_translation_names_an_old_source(root: Path, number: int) -> None:
    field(root / "content/ru/billing/refund.md", "source_revision: 0123456789abcdef")


@edit
def a_language_is_added(root: Path, number: int) -> None:
    setting(root, "languages: [en, ru]", "languages: [en, ru, sw]")
    write(root / "content/sw/index.md", "---\ntitle: Msaada\n---\nKaribu.\n")
    write(
        root / "content/sw/card.md", "---\ntitle: Ongeza kadi\nid: card\n---\nFungua mipangilio.\n"
    )


@edit
def a_language_goes(root: Path, number: int) -> None:
    setting(root, "languages: [en, ru]", "languages: [en]")
    shutil.rmtree(root / "content/ru", ignore_errors=True)


@edit
def languages_change_their_order(root: Path, number: int) -> None:
    setting(root, "languages: [en, ru]", "languages: [ru, en]")
