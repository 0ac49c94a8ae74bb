# SPDX-License-Identifier: MIT
"""Markdown becomes a `Body`: extensions, rendering within a budget, sanitizing, finishing.

Read `body` first: it calls the other modules in the order of the work.
"""
