# SPDX-License-Identifier: MIT
"""Knowledge base to the input of every page and every other file, before anything is rendered."""
