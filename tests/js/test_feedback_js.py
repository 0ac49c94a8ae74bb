# SPDX-License-Identifier: MIT
"""Runs the JavaScript tests of feedback under Node, with the adapters as the site's pages get them."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest
from search_support import needs_node

from kbgen.feedback import feedback_view
from kbgen.settings import (
    ContactSettings,
    FeedbackAdapter,
    FeedbackFormat,
    FeedbackSettings,
    KbgenSettings,
)

HERE = Path(__file__).parent
SETTINGS = {
    "webhook": FeedbackSettings(FeedbackAdapter.WEBHOOK, endpoint="https://desk.example/in"),
    "form": FeedbackSettings(
        FeedbackAdapter.WEBHOOK, endpoint="https://desk.example/in", format=FeedbackFormat.FORM
    ),
    "formspree": FeedbackSettings(FeedbackAdapter.FORMSPREE, account="abc123"),
    "zendesk": FeedbackSettings(FeedbackAdapter.ZENDESK, account="acme"),
    "mailto": FeedbackSettings(FeedbackAdapter.MAILTO),
}


@needs_node
@pytest.mark.node
@pytest.mark.parametrize(
    "file", sorted(HERE.glob("feedback_*.test.mjs")), ids=lambda file: file.name
)
def test_javascript(tmp_path: Path, file: Path) -> None:
    """Every test of the file passes."""
    contact = ContactSettings(email="help@example.com")
    views = {
        name: feedback_view(KbgenSettings(contact=contact, feedback=each))
        for name, each in SETTINGS.items()
    }
    target = tmp_path / "adapters.json"
    target.write_text(
        json.dumps({name: asdict(view) for name, view in views.items() if view}), "utf-8"
    )
    environment = {**os.environ, "KBGEN_TEST_ADAPTERS": str(target)}
    done = subprocess.run(
        ["node", "--test", str(file)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
