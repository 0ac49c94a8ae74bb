# SPDX-License-Identifier: MIT
"""Adapters that let pages send customers' votes and messages to a help desk.

In: the `feedback` settings. Out: an adapter as data for templates and scripts (`FeedbackView`),
and the problems of the settings. The scripts that send are in
`theme/assets/javascripts/feedback/`.
"""

from kbgen.feedback.adapter import Adapter, Reaction, Transport
from kbgen.feedback.adapters import ADAPTERS
from kbgen.feedback.choice import check_feedback, chosen_adapter, feedback_origin, feedback_view

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
