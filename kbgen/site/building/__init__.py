# SPDX-License-Identifier: MIT
"""Build a site: in full, or incrementally when few articles have changed."""
