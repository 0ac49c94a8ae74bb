# SPDX-License-Identifier: MIT
"""The content security policy of a site: its own files, and messages to its help desk."""

from __future__ import annotations

from kbgen.feedback import feedback_origin
from kbgen.settings import SiteSettings
from kbgen.site.planning.page_files import external_origins, used_scripts, used_stylesheets


def content_security_policy(settings: SiteSettings) -> str:
    """Return the value of the header for a site, without `frame-ancestors`, which the host adds."""
    # What an allowed file loads is not known, but it may come from allowed sites only.
    allowed = settings.kbgen.allow_external
    sources = _sources(feedback_origin(settings.kbgen))
    return (
        f"default-src 'none'; script-src {_sources(*_script_origins(settings))}; "
        f"style-src {_sources(*external_origins(used_stylesheets(settings)))}; "
        f"img-src {_sources(*allowed)} data:; media-src 'self'; font-src {_sources(*allowed)}; "
        f"connect-src {_sources(feedback_origin(settings.kbgen), *allowed)}; worker-src 'self'; "
        f"manifest-src 'self'; base-uri 'none'; form-action {sources}"
    )


def _script_origins(settings: SiteSettings) -> tuple[str, ...]:
    return external_origins(script.path for script in used_scripts(settings))


def _sources(*origins: str) -> str:
    return " ".join(("'self'", *dict.fromkeys(filter(None, origins))))
