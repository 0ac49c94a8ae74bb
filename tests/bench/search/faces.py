# SPDX-License-Identifier: MIT
"""How a query is put to each engine's page: `benchAsk` as a customer does, `benchFind` for the first ten addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .places import MATERIAL, OURS

_PEER: Final = """
globalThis.benchAsk = query => globalThis.ask(query)
globalThis.benchFind = async query => (await globalThis.find(query, 10)).map(hit => hit.url)
"""
# A list is emptied first, so that what comes is the answer to this query and not to the one before.
_TYPED: Final = """
const typeInto = (input, list, query, rows) => {
  list.replaceChildren()
  const start = performance.now()
  return new Promise(resolve => {
    const done = () => {
      watcher.disconnect()
      clearTimeout(timer)
      resolve({ count: rows().length, ms: performance.now() - start })
    }
    const watcher = new MutationObserver(() => rows().length && done())
    const timer = setTimeout(done, NOTHING_AFTER)
    watcher.observe(list, { childList: true, subtree: true })
    input.focus()
    input.value = query
    for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true }))
  })
}
"""
_OURS: Final = """
globalThis.benchAsk = query => {
  const input = document.querySelector("[data-kb=search-input]")
  const list = input.form.querySelector("[role=listbox]")
  return typeInto(input, list, query, () => list.querySelectorAll("[data-kb=search-result], [data-kb=search-answer]"))
}
"""
_MATERIAL: Final = """
const root = new URL(".", location.href).pathname
const links = () => document.querySelectorAll(".md-search-result__item > a")
globalThis.benchAsk = query =>
  typeInto(document.querySelector(".md-search__input"), document.querySelector(".md-search-result__list"), query, links)
globalThis.benchFind = async query => {
  await globalThis.benchAsk(query)
  await new Promise(resolve => setTimeout(resolve, 50))
  return [...links()].slice(0, 10).map(link => new URL(link.href).pathname.replace(/^\\//, ""))
}
"""
_NOTHING_AFTER: Final = "60000"


@dataclass(frozen=True, slots=True)
class Face:
    """The way into one engine's search."""

    script: str
    """Defines `benchAsk(query) → {count, ms}` and, for most, `benchFind(query) → addresses`."""
    search_paths: tuple[str, ...] = ()
    """What the page loads of search before anybody asked."""

    def is_search(self, path: str) -> bool:
        """Whether a file belongs to search, although no question had been put when it was loaded."""
        return any(part in path for part in self.search_paths)


def face_of(engine: str) -> Face:
    """The way into an engine's search."""
    typed = _TYPED.replace("NOTHING_AFTER", _NOTHING_AFTER)
    if engine == OURS:
        return Face(_function(typed + _OURS), ("/search/", "worker"))
    if engine == MATERIAL:
        return Face(_function(typed + _MATERIAL), ("/search/", "workers/search"))
    return Face(_function(_PEER))


def _function(body: str) -> str:
    return f"() => {{ {body} }}"
