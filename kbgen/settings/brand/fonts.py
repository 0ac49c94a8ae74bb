# SPDX-License-Identifier: MIT
"""The fonts of a site: families that readers' devices have, or files of the content folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kbgen.runtime.located_fields import list_of, mapping_of, read_fields

if TYPE_CHECKING:
    from kbgen.runtime.located_fields import FieldReport
    from kbgen.runtime.located_yaml import Located

FORMATS: Final = {"woff2": "woff2", "woff": "woff", "ttf": "truetype", "otf": "opentype"}
"""Ending of a font file → its format in CSS."""
_FAMILY: Final = re.compile(r"[\w][\w .+-]*")
_WEIGHTS: Final = re.compile(r"[1-9][0-9]{0,2}( [1-9][0-9]{0,2})?|1000")


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file of the text font."""

    path: str
    """In the content folder."""
    weight: str = "100 900"
    """A weight, or the first and the last of a variable font."""
    italic: bool = False
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class FontSettings:
    """`font:` the fonts of a site. An empty family is the device's own."""

    family: str = ""
    code: str = ""
    files: tuple[FontFile, ...] = ()


def read_font(value: Located, name: str, report: FieldReport) -> FontSettings | None:
    """Read `{family: …, code: …, files: […]}`."""
    font: FontSettings | None = _FONT(value, name, report)
    if font and font.files and not font.family:
        report.add("KB703", "'font.files' needs a family", value, "Add 'family: Acme Sans'.")
        return None
    return font


def theme_font(font: Any) -> FontSettings | None:
    """Return the families of `theme.font`, Material's setting; None if it names none."""
    names = font if isinstance(font, dict) else {"text": font}
    family, code = (_known_family(names.get(key)) for key in ("text", "code"))
    return FontSettings(family, code) if family or code else None


def font_stylesheet(font: FontSettings, urls: Mapping[str, str]) -> str:
    """Return the CSS that declares the files and puts the families first.

    Args:
        font: The fonts.
        urls: Path of a file → its URL, as the stylesheet writes it.
    """
    faces = [
        f'@font-face{{font-family:"{font.family}";font-weight:{file.weight};'
        f"font-style:{'italic' if file.italic else 'normal'};font-display:swap;"
        f'src:url("{urls[file.path]}") format("{FORMATS[_ending(file.path)]}")}}\n'
        for file in font.files
    ]
    families = {"--kb-font-own": font.family, "--kb-font-code-own": font.code}
    tokens = ";".join(f'{name}:"{family}"' for name, family in families.items() if family)
    return "".join(faces) + (f":root{{{tokens}}}\n" if tokens else "")


def _known_family(value: Any) -> str:
    return value if isinstance(value, str) and _FAMILY.fullmatch(value) else ""


def _family(value: Located, _name: str, report: FieldReport) -> str | None:
    family = _known_family(value.value)
    if not family:
        hint = "Write the name of one family, without quotes inside: Acme Sans."
        report.add("KB703", f"{report.rules.describe(value)} is not a font", value, hint)
    return family or None


def _file(value: Located, name: str, report: FieldReport) -> FontFile | None:
    if not isinstance(value.value, dict):
        path = _path(value, name, report)
        return FontFile(path, line=value.line, column=value.column) if path else None
    schema = {"path": _path, "weight": _weight, "italic": _flag}
    fields = read_fields(value, name, schema, report)
    if "path" not in dict(value.items()):
        report.add("KB703", "the font file has no path", value, "Add 'path: fonts/acme.woff2'.")
    return FontFile(**fields, line=value.line, column=value.column) if "path" in fields else None


def _path(value: Located, _name: str, report: FieldReport) -> str | None:
    path = value.value.removeprefix("./") if isinstance(value.value, str) else ""
    if _ending(path) not in FORMATS or "://" in path or '"' in path:
        hint = "Write the path of a .woff2, .woff, .ttf or .otf file in the content folder."
        report.add("KB703", f"{report.rules.describe(value)} is not a font file", value, hint)
        return None
    return path


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _weight(value: Located, _name: str, report: FieldReport) -> str | None:
    weight = str(value.value).strip()
    if not _WEIGHTS.fullmatch(weight):
        hint = "Write 400, or '100 900' for a variable font."
        report.add("KB703", f"{report.rules.describe(value)} is not a weight", value, hint)
        return None
    return weight


def _flag(value: Located, _name: str, report: FieldReport) -> bool | None:
    if not isinstance(value.value, bool):
        report.add("KB703", "expected true or false", value)
        return None
    return value.value


_FONT: Final = mapping_of(
    FontSettings, {"family": _family, "code": _family, "files": list_of(_file)}, partial=True
)
