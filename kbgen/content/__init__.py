# SPDX-License-Identifier: MIT
"""Load the content folder, render Markdown, resolve links and report problems as `Diagnostic`s.

In: the content folder named by `SiteSettings`. Out: values of `kbgen.model`, above all a
`KnowledgeBase` and a `Body` per article. Each stage is a sub-package: `source` reads a file,
`front_matter` types its fields, `structure` decides where the article belongs, `markdown` renders
it, `links` resolves its links, and `checks` examines the whole site. `loader` calls the first
three. A mistake in an article never raises an exception: it becomes a diagnostic.
"""
