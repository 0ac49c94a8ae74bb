# SPDX-License-Identifier: MIT
"""kbgen: a folder of Markdown in, a searchable self-service help center out."""

__version__ = "0.1.0"
