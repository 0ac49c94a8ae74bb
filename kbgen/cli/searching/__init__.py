# SPDX-License-Identifier: MIT
"""Commands that search a site as a customer would, and measure how well that works."""
