# SPDX-License-Identifier: MIT
"""Resolve the links and images of bodies, and suggest targets for broken ones."""
