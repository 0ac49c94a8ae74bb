# SPDX-License-Identifier: MIT
"""Files become a `KnowledgeBase`, Markdown becomes a `Body`, links are resolved, every problem is a `Diagnostic`.

In: the content folder named by `SiteSettings`. Out: values of `kbgen.model`. The stages are sub-packages: `source`
reads a file, `front_matter` types its fields, `structure` decides where it belongs, `markdown` renders it, `links`
resolves its links and `checks` looks at the whole. `loader` calls the first three. Nothing here raises because of what
a writer wrote.
"""
