# SPDX-License-Identifier: MIT
"""Times of known issues: in the reader's time zone, and overdue without a new build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

NEXT = ".kb-issue .kb-times > div:first-child"
PATH = "sign-in/codes-late/"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Europe/Warsaw", "2 January 2026, 4:00\u202fpm UTC+1"),
        ("America/New_York", "2 January 2026 at 10:00\u202fam"),
    ],
)
def test_times_are_in_the_time_zone_of_the_reader(
    zone: str, shown: str, new_page: Callable[..., Any], acme_site: str
) -> None:
    """In that of the writer they stay as written."""
    page = new_page(timezone_id=zone)
    page.goto(acme_site + PATH)
    expect(page.locator(f"{NEXT} time")).to_have_text(shown)


@pytest.mark.parametrize(("now", "overdue"), [("15:59", False), ("16:01", True)])
def test_update_is_overdue_after_its_time(
    now: str, overdue: bool, new_page: Callable[..., Any], acme_site: str
) -> None:
    """Nothing is built in between."""
    page = new_page()
    page.clock.set_fixed_time(f"2026-01-02T{now}:00+01:00")
    page.goto(acme_site + PATH)
    expect(page.locator(f"{NEXT} .kb-overdue")).to_be_visible(visible=overdue)


def test_time_is_shown_without_scripts(new_page: Callable[..., Any], acme_site: str) -> None:
    """With its offset."""
    page = new_page(javascript=False)
    page.goto(acme_site + PATH)
    expect(page.locator(f"{NEXT} time")).to_have_text("2 January 2026, 4:00\u202fpm UTC+1")
    expect(page.locator(f"{NEXT} .kb-overdue")).to_be_hidden()
