# SPDX-License-Identifier: MIT
"""Change a text: what converters share. Code in it stays as it is."""
