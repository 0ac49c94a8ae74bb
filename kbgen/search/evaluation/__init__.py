# SPDX-License-Identifier: MIT
"""How good search is: judged questions, and the promises of writers."""
