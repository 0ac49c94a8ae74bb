# SPDX-License-Identifier: MIT
"""Make SVG drawings inert: files of writers, and what a program draws."""
