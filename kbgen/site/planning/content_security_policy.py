# SPDX-License-Identifier: MIT
"""The content security policy of a site: its own files, and messages to its help desk."""

from __future__ import annotations

from kbgen.feedback import feedback_origin
from kbgen.settings import SiteSettings


def content_security_policy(settings: SiteSettings) -> str:
    """Return the value of the header for a site, without `frame-ancestors`, which the host adds."""
    sources = " ".join(filter(None, ("'self'", feedback_origin(settings.kbgen))))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"media-src 'self'; font-src 'self'; connect-src {sources}; worker-src 'self'; "
        "manifest-src 'self'; "
        f"base-uri 'none'; form-action {sources}"
    )
