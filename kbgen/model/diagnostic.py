# SPDX-License-Identifier: MIT
"""Problems in content or settings, and the registry of all diagnostic codes.

Each code has an article in `content/diagnostics/`, which `kbgen explain CODE` prints. A test
compares the articles with the registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error makes the command fail (exit code 1); a warning does so only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class DiagnosticCode:
    """One kind of problem."""

    title: str
    """A short description. The title of the code's article is the code followed by these words."""
    severity: Severity
    """The severity of this code unless the site's settings override it."""


_E, _W = Severity.ERROR, Severity.WARNING

CODES: dict[str, DiagnosticCode] = {
    # KB1xx: the file itself
    "KB101": DiagnosticCode("file is not UTF-8", _E),
    "KB102": DiagnosticCode("control character in text", _E),
    "KB103": DiagnosticCode("file is too large", _E),
    "KB104": DiagnosticCode("file name cannot be published", _E),
    "KB105": DiagnosticCode("file cannot be read", _E),
    "KB106": DiagnosticCode("symbolic link points outside the content folder", _E),
    "KB107": DiagnosticCode("large file", _W),
    "KB108": DiagnosticCode("file is not published", _W),
    "KB109": DiagnosticCode("active file is not published", _W),
    "KB110": DiagnosticCode("link to a file that is not published", _W),
    # KB2xx: front matter and data files
    "KB201": DiagnosticCode("front matter is not readable", _E),
    "KB202": DiagnosticCode("unknown field", _E),
    "KB203": DiagnosticCode("wrong value for a field", _E),
    "KB204": DiagnosticCode("field given twice", _E),
    "KB205": DiagnosticCode("required field is missing", _E),
    "KB206": DiagnosticCode("YAML feature is not allowed", _E),
    "KB207": DiagnosticCode("front matter is too large or too deep", _E),
    "KB208": DiagnosticCode("front matter is TOML or JSON", _E),
    "KB209": DiagnosticCode("text is cut at a number sign", _W),
    "KB210": DiagnosticCode("title is taken from the file name", _W),
    "KB211": DiagnosticCode("field belongs to another tool", _W),
    "KB212": DiagnosticCode("file name is nearly right", _W),
    "KB213": DiagnosticCode("date is in the future", _W),
    # KB3xx: places, ids, languages
    "KB301": DiagnosticCode("two articles have the same id", _E),
    "KB302": DiagnosticCode("two files have the same address", _E),
    "KB303": DiagnosticCode("address is reserved", _E),
    "KB304": DiagnosticCode("article is outside the language folders", _E),
    "KB305": DiagnosticCode("two articles have the same title", _W),
    "KB306": DiagnosticCode("folder of a language is missing", _W),
    "KB307": DiagnosticCode("no article to publish", _E),
    "KB308": DiagnosticCode("translation does not match its source", _W),
    "KB309": DiagnosticCode("entry of the navigation has no page", _W),
    "KB311": DiagnosticCode("redirect has no target", _E),
    "KB312": DiagnosticCode("redirected address is taken", _E),
    "KB313": DiagnosticCode("redirects form a loop or a chain", _E),
    "KB314": DiagnosticCode("redirect is not an address", _E),
    "KB321": DiagnosticCode("published address is gone", _E),
    "KB322": DiagnosticCode("published anchor is gone", _W),
    "KB323": DiagnosticCode("address is not in urls.lock", _W),
    "KB324": DiagnosticCode("urls.lock is not readable", _E),
    "KB325": DiagnosticCode("unknown interface text", _W),
    "KB326": DiagnosticCode("interface text has wrong placeholders", _E),
    "KB327": DiagnosticCode("plural forms of an interface text do not fit", _W),
    "KB328": DiagnosticCode("interface texts for an unknown language", _W),
    "KB329": DiagnosticCode("interface text is not a text", _E),
    "KB333": DiagnosticCode("troubleshooter leads in a circle", _E),
    "KB334": DiagnosticCode("troubleshooter has a dead end", _E),
    "KB335": DiagnosticCode("troubleshooter has an unreachable step", _E),
    "KB336": DiagnosticCode("troubleshooter is incomplete in a language", _E),
    "KB337": DiagnosticCode("troubleshooter leads to a missing article", _E),
    # KB4xx: links and images
    "KB401": DiagnosticCode("link target does not exist", _E),
    "KB402": DiagnosticCode("anchor does not exist", _W),
    "KB403": DiagnosticCode("image does not exist", _E),
    "KB404": DiagnosticCode("image has no description", _W),
    "KB405": DiagnosticCode("link to an article that is not published", _W),
    "KB406": DiagnosticCode("link scheme is not allowed", _W),
    "KB407": DiagnosticCode("link text is not descriptive", _W),
    "KB408": DiagnosticCode("picture is large", _W),
    "KB411": DiagnosticCode("link has no target", _W),
    # KB5xx: what makes an article useful
    "KB501": DiagnosticCode("troubleshooting without symptom or remedy", _W),
    "KB502": DiagnosticCode("known issue lacks information for waiting customers", _E),
    "KB503": DiagnosticCode("article has expired", _W),
    "KB504": DiagnosticCode("related article does not exist", _E),
    "KB505": DiagnosticCode("article is a draft", _W),
    "KB506": DiagnosticCode("article has no text", _W),
    "KB507": DiagnosticCode("article from tickets has not been reviewed", _E),
    "KB508": DiagnosticCode("update of a known issue is overdue", _W),
    # KB6xx: rendering
    "KB601": DiagnosticCode("page took too long to render", _E),
    "KB602": DiagnosticCode("page could not be rendered", _E),
    "KB603": DiagnosticCode("HTML was removed", _W),
    "KB604": DiagnosticCode("name is reserved for the page", _W),
    "KB605": DiagnosticCode("Markdown is shown as text", _W),
    "KB606": DiagnosticCode("formula is shown as its source", _W),
    "KB607": DiagnosticCode("diagram is shown as its source", _W),
    # KB7xx: settings (mkdocs.yml)
    "KB701": DiagnosticCode("settings file is not readable", _E),
    "KB702": DiagnosticCode("unknown setting", _E),
    "KB703": DiagnosticCode("wrong value for a setting", _E),
    "KB704": DiagnosticCode("site has no address", _W),
    "KB705": DiagnosticCode("site has no contact details", _W),
    "KB706": DiagnosticCode("plugin does not run", _W),
    "KB707": DiagnosticCode("page would publish a secret", _E),
    "KB708": DiagnosticCode("plugin reports a problem", _W),
    "KB709": DiagnosticCode("setting has no effect", _W),
    "KB710": DiagnosticCode("file of every page is missing or on another site", _E),
    "KB711": DiagnosticCode("directive of another tool is not rendered", _W),
    "KB712": DiagnosticCode("meaning does not know a language", _W),
    "KB713": DiagnosticCode("interface is partly English", _W),
    "KB714": DiagnosticCode("setting has no text in a language", _W),
    "KB715": DiagnosticCode("setting has a text for an unknown language", _W),
    "KB716": DiagnosticCode("announcement has ended", _W),
    # KB81x: search promises
    "KB811": DiagnosticCode("search promise names an unknown article", _E),
    "KB812": DiagnosticCode("search promise is given twice", _E),
    "KB813": DiagnosticCode("search promises for an unknown language", _W),
    # KB82x: synonyms
    "KB821": DiagnosticCode("synonym entry is incomplete", _E),
    "KB822": DiagnosticCode("synonym is not a word or short phrase", _E),
    "KB823": DiagnosticCode("synonyms for an unknown language", _W),
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem at one location. Diagnostics are collected, never raised.

    Lists of them are sorted by `sort_key`.
    """

    code: str
    severity: Severity
    path: str
    """Path relative to the folder of mkdocs.yml, with `/`; empty for the site as a whole."""
    line: int
    """Counted from 1; 1 when the problem concerns the whole file."""
    column: int
    """Counted from 1, in characters (code points)."""
    message: str
    """One sentence without a period that names what was found."""
    hint: str = ""
    """What to do, in one sentence; empty when the message makes it clear."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return a key for a stable order that does not depend on the order of discovery."""
        return (self.path, self.line, self.column, self.code, self.message)


def diagnostic(
    code: str,
    path: str,
    message: str,
    *,
    line: int = 1,
    column: int = 1,
    hint: str = "",
    severity: Severity | None = None,
) -> Diagnostic:
    """Create a diagnostic, by default with the severity of its code.

    Raises:
        KeyError: The code is not in `CODES`, which is a bug in the caller.
    """
    return Diagnostic(code, severity or CODES[code].severity, path, line, column, message, hint)
