# SPDX-License-Identifier: MIT
"""One build from beginning to end: the full one, and the incremental one when few articles have changed."""
