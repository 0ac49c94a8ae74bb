# SPDX-License-Identifier: MIT
"""Commands for writers: new articles, translations, drafts from tickets, problems explained."""
