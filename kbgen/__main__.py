# SPDX-License-Identifier: MIT
"""`python -m kbgen`."""

from kbgen.cli import main

main()
