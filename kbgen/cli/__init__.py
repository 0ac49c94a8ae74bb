# SPDX-License-Identifier: MIT
"""The command line, with one module per command, grouped by what the user is doing.

A command is imported only when it runs, so that `kbgen --help` is fast. Data goes to stdout;
progress and messages go to stderr. Exit codes: 0 success, 1 content errors, 2 usage or settings,
3 environment, 70 internal error, 75 another build is running, 130 stopped with Ctrl-C.
"""

from kbgen.cli.main import main

__all__ = ["main"]
