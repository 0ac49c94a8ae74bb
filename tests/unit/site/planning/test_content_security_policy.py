# SPDX-License-Identifier: MIT
"""The content security policy lets pages send to their help desk, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from content_sites import settings_for

from kbgen.settings import ContactSettings, FeedbackAdapter, FeedbackSettings
from kbgen.site.planning.content_security_policy import content_security_policy


def policy(feedback: FeedbackSettings) -> dict[str, str]:
    settings = settings_for(Path("/nowhere"))
    kbgen = replace(
        settings.kbgen, feedback=feedback, contact=ContactSettings(email="help@example.com")
    )
    parts = content_security_policy(replace(settings, kbgen=kbgen)).split("; ")
    return {name: sources for name, _, sources in (part.partition(" ") for part in parts)}


def test_without_feedback_everything_is_the_sites_own() -> None:
    found = policy(FeedbackSettings())
    assert (found["default-src"], found["script-src"], found["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )
    assert (found["connect-src"], found["form-action"]) == ("'self'", "'self'")


def test_the_help_desk_is_named_by_its_origin() -> None:
    found = policy(
        FeedbackSettings(FeedbackAdapter.WEBHOOK, endpoint="https://desk.example:8443/in?form=1")
    )
    assert (found["connect-src"], found["form-action"]) == ("'self' https://desk.example:8443",) * 2
    assert found["script-src"] == "'self'"


def test_a_mail_program_needs_no_permission() -> None:
    assert policy(FeedbackSettings(FeedbackAdapter.MAILTO))["connect-src"] == "'self'"
