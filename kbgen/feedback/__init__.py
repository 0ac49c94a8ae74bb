# SPDX-License-Identifier: MIT
"""Votes and messages of customers: how pages hand them to a help desk.

In: the `feedback` settings. Out: an adapter as data for templates and scripts (`FeedbackView`), and what is wrong with
the settings. One file an adapter; the scripts that send are `theme/assets/javascripts/feedback/`.
"""

from kbgen.feedback.adapter import Adapter, Reaction, Transport
from kbgen.feedback.choice import ADAPTERS, check_feedback, chosen_adapter, feedback_origin, feedback_view

__all__ = [
    "ADAPTERS",
    "Adapter",
    "Reaction",
    "Transport",
    "check_feedback",
    "chosen_adapter",
    "feedback_origin",
    "feedback_view",
]
