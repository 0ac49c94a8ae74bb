# SPDX-License-Identifier: MIT
"""Replace the published site as a whole or not at all, and verify what is published."""
