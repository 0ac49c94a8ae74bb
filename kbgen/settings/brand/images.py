# SPDX-License-Identifier: MIT
"""The pictures of a brand: logos, and what other sites show with a link to this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kbgen.runtime.located_fields import Parser, mapping_of

if TYPE_CHECKING:
    from kbgen.runtime.located_fields import FieldReport
    from kbgen.runtime.located_yaml import Located

_PICTURES: Final = ("svg", "png", "webp", "jpg", "jpeg", "gif", "avif")
_SOCIAL_PICTURES: Final = ("png", "jpg", "jpeg", "webp")
"""Networks show no drawings."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture of the content folder, with its location in mkdocs.yml."""

    path: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class LogoSettings:
    """`logo:` the logos of a site, one for each color scheme."""

    light: ImageFile | None = None
    """None for `theme.logo`."""
    dark: ImageFile | None = None
    """None for the same as in the light scheme."""

    def files(self) -> Iterator[ImageFile]:
        """Yield the files, each once."""
        yield from dict.fromkeys(filter(None, (self.light, self.dark)))


def read_logo(value: Located, name: str, report: FieldReport) -> LogoSettings | None:
    """Read `images/logo.svg` or `{light: …, dark: …}`."""
    if isinstance(value.value, dict):
        logo: LogoSettings | None = _LOGO(value, name, report)
        return logo
    image = _read_picture(value, name, report)
    return LogoSettings(light=image) if image else None


def _picture(endings: tuple[str, ...]) -> Parser:
    """Return a parser for the path of a picture in the content folder."""

    def parse(value: Located, _name: str, report: FieldReport) -> ImageFile | None:
        path = value.value.strip().removeprefix("./") if isinstance(value.value, str) else ""
        if path.rpartition(".")[2].lower() not in endings or "://" in path or '"' in path:
            kinds = ", ".join(f".{ending}" for ending in endings)
            hint = f"Write the path of a picture in the content folder: {kinds}."
            report.add("KB703", f"{report.rules.describe(value)} is not a picture", value, hint)
            return None
        return ImageFile(path, value.line, value.column)

    return parse


_read_picture: Final = _picture(_PICTURES)
read_social_image: Final = _picture(_SOCIAL_PICTURES)
_LOGO: Final = mapping_of(
    LogoSettings, {"light": _read_picture, "dark": _read_picture}, partial=True
)
