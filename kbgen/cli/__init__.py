# SPDX-License-Identifier: MIT
"""The command line: one command a file, imported when it is called, so that `kbgen --help` is quick.

Data goes to stdout, progress and messages to stderr. Exit codes: 0 fine, 1 content errors, 2 usage or settings,
3 environment, 70 internal, 75 another build runs, 130 stopped with Ctrl-C.
"""

from kbgen.cli.main import main

__all__ = ["main"]
