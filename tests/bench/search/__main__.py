# SPDX-License-Identifier: MIT
"""`python -m tests.bench.search`: compare our search with others, in a real browser.

Without `--part`, all parts are measured. Corpora, packages and indexes are made once and kept in
the cache folder; `--rebuild` makes ours again. Needs Node, npm, Chromium and KBGEN_DATA.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .benchmark import DEFAULT_CACHE, LARGE, PARTS, SIZES, Plan, run
from .places import ENGINES


def main() -> int:
    """Run the selected parts; return the exit code."""
    options = _arguments()
    data = os.environ.get("KBGEN_DATA")
    if not data:
        print("KBGEN_DATA is not set: it names the folder of the shared test data", file=sys.stderr)
        return 2
    plan = Plan(
        data=Path(data),
        cache=options.cache,
        parts=tuple(options.part or PARTS),
        sizes=tuple(options.articles or SIZES),
        large=options.large,
        engines=tuple(options.engine or ENGINES),
        rebuild=options.rebuild,
    )
    run(plan)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument(
        "--part", action="append", choices=PARTS, help="only this one; may be repeated"
    )
    parser.add_argument(
        "--articles", action="append", type=int, help=f"of a corpus; may be repeated ({SIZES})"
    )
    parser.add_argument(
        "--large", type=int, default=LARGE, help=f"articles of the part `scale` ({LARGE:,})"
    )
    parser.add_argument(
        "--engine", action="append", choices=ENGINES, help="only this one; may be repeated"
    )
    parser.add_argument(
        "--cache", type=Path, default=DEFAULT_CACHE, help=f"folder for all files ({DEFAULT_CACHE})"
    )
    parser.add_argument("--rebuild", action="store_true", help="build our sites and indexes again")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
