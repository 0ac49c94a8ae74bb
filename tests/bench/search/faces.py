# SPDX-License-Identifier: MIT
"""Define how to query each engine's page.

`benchAsk` asks as a customer does; `benchFind` returns the first ten URLs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .places import KBGENS, MATERIAL

_PEER: Final = """
globalThis.benchAsk = query => globalThis.ask(query)
globalThis.benchFind = async query => (await globalThis.find(query, 10)).map(hit => hit.url)
"""
# A list is emptied first, so that what comes is the answer to this query and not to the one before.
# `none` says that
# the page has answered with nothing, `isDone` that a list is the answer and not one before it.
_TYPED: Final = """
const typeInto = ({ input, list, watched, rows, none, isDone = () => true }, query) => {
  list.replaceChildren()
  const start = performance.now()
  let first = 0
  return new Promise(resolve => {
    const done = () => {
      watcher.disconnect()
      clearTimeout(timer)
      const now = performance.now()
      const first_at = (performance.timeOrigin + (first || now)) / 1000
      resolve({ count: rows().length, ms: now - start, first_at })
    }
    const watcher = new MutationObserver(() => {
      if (rows().length) first ||= performance.now()
      if ((rows().length && isDone()) || none()) done()
    })
    const timer = setTimeout(done, 300000)
    input.focus()
    input.value = query
    watcher.observe(watched, { childList: true, subtree: true, characterData: true, attributes: true })
    for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true }))
  })
}
"""
_OURS: Final = """
globalThis.benchAsk = query => {
  const input = document.querySelector("[data-kb=search-input]")
  const form = input.form
  const list = form.querySelector("[role=listbox]")
  const rows = () => list.querySelectorAll("[data-kb=search-result]")
  const none = () => form.querySelector("[data-js=search-message]").textContent.includes(query)
  // The status counts the results of an answer; emptied by hand, because it has the last one's.
  const status = form.querySelector("[data-kb=search-status]")
  status.textContent = ""
  const isDone = () => /\\d/.test(status.textContent)
  return typeInto({ input, list, watched: form, rows, none, isDone }, query)
}
"""
# Its results follow one another; its line of figures is emptied by hand, and filled when an answer
# is there.
_MATERIAL: Final = """
const meta = document.querySelector(".md-search-result__meta")
const links = () => document.querySelectorAll(".md-search-result__item > a")
globalThis.benchAsk = query => {
  meta.textContent = ""
  const input = document.querySelector(".md-search__input")
  const list = document.querySelector(".md-search-result__list")
  const none = () => /\\d|No matching|Brak|Совпадений/.test(meta.textContent)
  return typeInto({ input, list, watched: document.querySelector(".md-search-result"), rows: links, none }, query)
}
globalThis.benchFind = async query => {
  await globalThis.benchAsk(query)
  await new Promise(resolve => setTimeout(resolve, 50))
  return [...links()].slice(0, 10).map(link => new URL(link.href).pathname.replace(/^\\//, ""))
}
"""


@dataclass(frozen=True, slots=True)
class Face:
    """The access to one engine's search."""

    script: str
    """Defines `benchAsk(query) → {count, ms}` and, for most engines, `benchFind(query) →
    addresses`."""
    search_paths: tuple[str, ...] = ()
    """Files of search that the page loads before the first query."""

    def is_search(self, path: str) -> bool:
        """Tell whether a file loaded before the first query belongs to search."""
        return any(part in path for part in self.search_paths)


def face_of(engine: str) -> Face:
    """Return the access to an engine's search."""
    if engine in KBGENS:
        return Face(_function(_TYPED + _OURS), ("/search/", "worker"))
    if engine == MATERIAL:
        return Face(_function(_TYPED + _MATERIAL), ("/search/", "workers/search"))
    return Face(_function(_PEER))


def _function(body: str) -> str:
    return f"() => {{ {body} }}"
