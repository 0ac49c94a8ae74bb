# SPDX-License-Identifier: MIT
"""Publish a site in one step or not at all, and verify a published site."""
