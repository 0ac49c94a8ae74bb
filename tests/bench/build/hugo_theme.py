# SPDX-License-Identifier: MIT
"""Write a plain Hugo theme with what a help center needs on a page, and search data.

A page has a breadcrumb, its own text, and a list of its section's pages that is rendered once per
section. Hugo resolves the links between Markdown files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

HUGO_SETTINGS: Final = """\
baseURL = "https://help.example.com/"
title = "Benchmark"
contentDir = "content"
publishDir = "hugo-site"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
[markup.highlight]
noClasses = false
[outputs]
home = ["html", "json"]
"""
_BASE: Final = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}"></head>
<body>
<header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
<form action="/search/"><input name="q"></form></header>
<nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</nav>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ .Content }}{{ end }}</main>
<footer><a href="/contact/">Contact us</a></footer>
</body>
</html>
"""
_PAGE: Final = """\
{{ define "main" }}<nav>{{ .TableOfContents }}</nav>{{ .Content }}
<aside>{{ partialCached "siblings.html" .CurrentSection .CurrentSection.RelPermalink }}</aside>{{ end }}
"""
_LIST: Final = """\
{{ define "main" }}{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}
"""
_SIBLINGS: Final = """\
<ul>{{ range first 20 .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
"""
_SEARCH: Final = """\
[{{ range $at, $page := site.RegularPages }}{{ if $at }},{{ end }}
{{ dict "title" $page.Title "url" $page.RelPermalink "text" $page.Plain | jsonify }}{{ end }}]
"""


def write_hugo_theme(folder: Path) -> None:
    """Write the templates into a Hugo project."""
    files = {
        "baseof.html": _BASE,
        "page.html": _PAGE,
        "list.html": _LIST,
        "home.json": _SEARCH,
        "_partials/siblings.html": _SIBLINGS,
    }
    for name, text in files.items():
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
