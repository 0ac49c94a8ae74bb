# SPDX-License-Identifier: MIT
"""Tickets: exports of help desks become redacted tickets, clusters, and drafts of articles.

`importing` reads (`readers`) and redacts (`personal`, `redact`); `clusters`, `coverage` and `drafts` follow. Imports
`content`, `settings`, `model` and `errors`; what it needs of search comes as a callable from `kbgen.workflows`.
"""
