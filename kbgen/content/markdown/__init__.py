# SPDX-License-Identifier: MIT
"""Render Markdown to a `Body`: extensions, rendering within a budget, sanitizing, finishing.

Read `body` first: it calls the modules of the sub-packages in order.
"""
