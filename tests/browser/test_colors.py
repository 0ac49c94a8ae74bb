# SPDX-License-Identifier: MIT
"""The colors of the theme, computed from its tokens: what is read has 7:1, controls have 3:1, in both schemes."""

from __future__ import annotations

import re

import pytest
from browser.rendering import THEME

SHEETS = [THEME / "assets/stylesheets" / name for name in ("kb.css", "parts/code.css")]
CSS = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
TOKEN = re.compile(r"(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {name: {"light": light, "dark": dark} for name, light, dark in TOKEN.findall(CSS)}

GROUNDS = ["--kb-bg", "--kb-surface", "--kb-tint"]
TINTS = {"good": "--kb-good-tint", "warn": "--kb-warn-tint", "bad": "--kb-bad-tint"}
CODE = [name for name in TOKENS if name.startswith("--kb-code-")] + ["--kb-text"]
READ = [
    *((text, ground) for text in ("--kb-text", "--kb-muted", "--kb-accent") for ground in GROUNDS),
    *((text, ground) for text in ("--kb-text", "--kb-accent") for ground in TINTS.values()),
    *((f"--kb-{name}", ground) for name, ground in TINTS.items()),
    *((f"--kb-{name}", "--kb-bg") for name in TINTS),
    ("--kb-text", "--kb-mark"),
    ("--kb-on-accent", "--kb-accent"),
    ("--kb-on-accent", "--kb-accent-strong"),
    ("--kb-accent-strong", "--kb-bg"),
]
SMALL = [*((name, "--kb-surface") for name in CODE), ("--kb-accent", "--kb-mark")]
SEEN = [(each, ground) for each in ("--kb-border", "--kb-focus") for ground in GROUNDS]


def luminance(color: str) -> float:
    """Relative luminance of a `#rrggbb` (WCAG 2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors, 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(READ, 7.0), (SMALL, 4.5), (SEEN, 3.0)], ids=["read", "small", "seen"]
)
def test_contrast_is_enough(pairs: list[tuple[str, str]], least: float, scheme: str) -> None:
    """Every pair of tokens that meets on a page."""
    found = {pair: contrast(TOKENS[pair[0]][scheme], TOKENS[pair[1]][scheme]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least} == {}


def test_every_color_has_both_schemes() -> None:
    """Outside the tokens there is no color but in pairs."""
    for path in (THEME / "assets/stylesheets").glob("*.css"):
        text = re.sub(
            r"light-dark\([^()]*\)|/\*.*?\*/|url\([^)]*\)",
            "",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        values = re.sub(r'src\$="#[\w-]+"', "", text)
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", values) == [], path
