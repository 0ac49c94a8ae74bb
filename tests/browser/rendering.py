# SPDX-License-Identifier: MIT
"""Templates without kbgen around them: plain Jinja over the theme, a site folder laid out like the real one, a server.

`autoescape=False` is what MkDocs does: the templates must escape all the same.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import jinja2

from kbgen.mkdocs_plugin.renderer.shared_parts import shared
from kbgen.model import PageInput
from kbgen.site.planning.template_filters import FILTERS

THEME = Path(__file__).parents[2] / "theme"
ASSETS = "assets/kb-test"


def policy(help_desk: str = "") -> str:
    """The content security policy of a site, as the manual gives it; with the origin that it sends messages to."""
    sources = f"'self' {help_desk}".strip()
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
        f"connect-src {sources}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action {sources}; "
        "frame-ancestors 'none'; object-src 'none'"
    )


def material_templates() -> Path:
    """The templates folder of the installed Material package, found without importing it."""
    spec = find_spec("material")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(next(iter(spec.submodule_search_locations))) / "templates"


def environment(*, autoescape: bool = False) -> jinja2.Environment:
    """An environment that refuses unknown names, over the theme and Material."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([THEME, material_templates()]),
        autoescape=autoescape,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    made.filters.update(FILTERS)
    made.filters["shared"] = shared
    return made


def stylesheets() -> tuple[str, ...]:
    """The stylesheets of every page as URLs of the site, in the order in which a build names them."""
    return tuple(
        f"{ASSETS}/stylesheets/{path.name}"
        for path in sorted((THEME / "assets/stylesheets").glob("*.css"))
    )


def style_parts() -> dict[str, str]:
    """The stylesheets of some pages as URLs of the site, by name."""
    return {
        path.stem: f"{ASSETS}/stylesheets/parts/{path.name}"
        for path in (THEME / "assets/stylesheets/parts").glob("*.css")
    }


def write_site(folder: Path, pages: Iterable[PageInput]) -> None:
    """Render pages into a folder and put the theme's assets beside them."""
    template = environment().get_template("main.html")
    for page in pages:
        target = folder / page.output
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(template.render(kb=page), encoding="utf-8")
    shutil.copytree(THEME / "assets", folder / ASSETS, dirs_exist_ok=True)


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site as a careful host does: the content security policy, 404.html, no log."""

    server: _Server

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header(
            "Cache-Control", "max-age=3600" if "/assets/kb-" in self.path else "no-store"
        )
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    policy = ""

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle of an answer is no event."""


@contextmanager
def serve(folder: Path, help_desk: str = "", header: str | None = None) -> Iterator[str]:
    """Serve a folder on a port of the kernel's choice; yields the address, which ends with `/`.

    Args:
        folder: of the site.
        help_desk: the origin that its pages may send to.
        header: another policy than that of the manual; empty for none.
    """
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    server.policy = policy(help_desk) if header is None else header
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
