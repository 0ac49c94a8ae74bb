# SPDX-License-Identifier: MIT
"""Lists, quotes and tables that nest as CommonMark says, in front of Python-Markdown."""
