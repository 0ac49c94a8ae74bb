# SPDX-License-Identifier: MIT
"""Turn help-desk exports into redacted tickets, clusters of tickets and draft articles.

`importing` reads exports (`readers`) and redacts them (`personal`, `redact`); `clusters`,
`coverage` and `drafts` work on the result. Imports `content`, `settings`, `model` and `errors`;
`kbgen.workflows` passes in search as a callable.
"""
