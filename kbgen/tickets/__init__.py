# SPDX-License-Identifier: MIT
"""Tickets: exports of help desks become redacted tickets, clusters, and drafts of articles.

The stages are in `readers`, `personal` (with `redact`), `clusters`, `coverage` and `drafts`. Imports `content`,
`settings`, `model` and `errors`; what it needs of search comes as a callable from `kbgen.workflows`.
"""
