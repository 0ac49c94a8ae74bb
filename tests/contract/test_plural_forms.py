# SPDX-License-Identifier: MIT
"""Python and browsers count alike: Babel and `Intl.PluralRules` have the same rules of CLDR."""

from __future__ import annotations

import json
import subprocess

import pytest
from babel.core import get_cldr_version
from search_support import needs_node

from kbgen.site.planning.locales import plural_form

LANGUAGES = (
    *(
        "ar",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ga",
        "he",
        "hi",
        "hr",
    ),
    *(
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ja",
        "ka",
        "kk",
        "ko",
        "lt",
        "lv",
        "mk",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
    ),
    *(
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "th",
        "tr",
        "uk",
        "vi",
        "zh",
        "pt-BR",
        "pt-PT",
        "en-GB",
        "zh-Hant",
    ),
)
LARGE = (
    999,
    1000,
    1001,
    10_000,
    12_345,
    100_000,
    999_999,
    10**6,
    10**6 + 1,
    2 * 10**6,
    10**9,
    10**9 + 2,
)
NUMBERS = (*range(201), *LARGE)
CHANGED = {49: {"vi"}}
"""By version of CLDR: languages that it gave other rules. Readers have browsers of every version, so a form that a
catalog lacks is always `other`, in Python and in JavaScript."""
SCRIPT = """
const { languages, numbers } = JSON.parse(process.argv[1]);
const forms = (rules) => numbers.map((number) => rules.select(number));
const found = languages.map((lang) => [lang, forms(new Intl.PluralRules(lang))]);
console.log(JSON.stringify({ cldr: parseFloat(process.versions.cldr), forms: Object.fromEntries(found) }));
"""


@needs_node
@pytest.mark.node
def test_python_and_the_browser_choose_the_same_form() -> None:
    asked = json.dumps({"languages": LANGUAGES, "numbers": NUMBERS})
    done = subprocess.run(["node", "-e", SCRIPT, asked], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    older, newer = sorted((int(answer["cldr"]), int(get_cldr_version())))
    changed = {
        lang for version, some in CHANGED.items() if older < version <= newer for lang in some
    }
    different = {
        lang: [
            item
            for item in zip(NUMBERS, ours, answer["forms"][lang], strict=True)
            if item[1] != item[2]
        ]
        for lang in LANGUAGES
        if (ours := [plural_form(lang, number) for number in NUMBERS]) != answer["forms"][lang]
    }
    assert different.keys() == changed, different
