# SPDX-License-Identifier: MIT
"""Files become a `KnowledgeBase`, Markdown becomes a `Body`, links are resolved, what is wrong is a `Diagnostic`.

In: the content folder named by `SiteSettings`. Out: values of `kbgen.model`. Read `loader` for the way of a file,
`body` for the way of a text. Nothing here raises because of what a writer wrote.
"""
