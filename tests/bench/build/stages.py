# SPDX-License-Identifier: MIT
"""Measure the CPU cost per article of each stage of a build.

    python -m tests.bench.build.stages FOLDER

One process and no cache, so that every stage does all its work and no two stages overlap. CPU time
counts for the innermost stage that spends it.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, Final

STAGES: Final = {
    "find and read files": (
        "kbgen.content.source.walk:walk",
        "kbgen.content.source.article_source:read_bytes",
    ),
    "front matter, Markdown, sanitizing": ("kbgen.site.processes.tasks:read_articles",),
    "checks, links, categories, page planning": ("kbgen.site.planning.assemble:plan_site",),
    "text analysis for search": ("kbgen.site.processes.tasks:analyze_documents",),
    "search files": ("kbgen.site.reading.search_records:index_site",),
    "page templates": ("kbgen.site.processes.tasks:render_pages",),
    "publishing": ("kbgen.site.publishing.publish:publish",),
}
REST: Final = "start, settings, cache, everything else"


class Stopwatch:
    """CPU seconds by stage; the innermost running stage is charged."""

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._clock = clock
        self._running = [REST]
        self._since = clock()

    def _charge(self) -> None:
        now = self._clock()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time charged to the stage."""

        @wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            self._charge()
            self._running.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self._charge()
                self._running.pop()

        return run

    def stop(self) -> dict[str, float]:
        """Return the seconds by stage."""
        self._charge()
        return dict(self.seconds)


def instrument(watch: Stopwatch, stages: Mapping[str, tuple[str, ...]]) -> None:
    """Replace the stages' functions with timed ones in every module of ours that imported them.

    Raises:
        AttributeError: a function is not where the table says.
    """
    for stage, names in stages.items():
        for name in names:
            module, _, attribute = name.partition(":")
            function = getattr(import_module(module), attribute)
            timed = watch.timed(stage, function)
            for other in [
                found for key, found in sys.modules.items() if key.partition(".")[0] == "kbgen"
            ]:
                for key, value in list(vars(other).items()):
                    if value is function:
                        setattr(other, key, timed)


def main(folder: str) -> None:
    """Build the site of a folder and print the seconds of each stage as JSON."""
    from kbgen.mkdocs_plugin.renderer.template_renderer import TemplateRenderer
    from kbgen.site.building import build as building
    from kbgen.workflows.load_settings import read_settings

    watch = Stopwatch()
    instrument(watch, STAGES)
    settings = read_settings(Path(folder).resolve() / "mkdocs.yml").settings
    renderer = TemplateRenderer(settings.config_file, settings.custom_dir)
    report = building.build(settings, renderer)
    print(json.dumps({"pages": report.pages, "seconds": watch.stop()}))


if __name__ == "__main__":
    main(sys.argv[1])
