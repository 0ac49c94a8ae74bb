# SPDX-License-Identifier: MIT
"""Tickets: exports of help desks → redacted tickets → clusters → covered by search, or drafts of articles.

Imports `content`, `settings`, `model` and `errors`. What it needs of search comes as a callable from `workflows`.
"""
