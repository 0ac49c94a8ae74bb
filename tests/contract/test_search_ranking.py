# SPDX-License-Identifier: MIT
"""One ranking: Whoosh and the browser's code give the same list for the same question, to the last integer."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from search_support import document, meaning_of, needs_node, records

from kbgen.content.synonyms import general_synonyms
from kbgen.language.tokens import tokens
from kbgen.search.browser import browser_files
from kbgen.search.engines import browser_engine, whoosh_index
from kbgen.search.engines.language_index import language_folder, update_from_records
from kbgen.search.index.affinities import MAX_STRENGTH, Affinities, affinities_of
from kbgen.search.index.meaning import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbgen.model import SearchDocument, SynonymRule
    from kbgen.search.index.postings import InvertedIndex

pytestmark = [needs_node, pytest.mark.node]

SETS = {"openclaw-faq-en": "en", "openclaw-faq-ru": "ru", "openclaw-faq-pl": "pl", "xquad-zh": "zh"}


def compare(
    documents: Sequence[SearchDocument],
    queries: list[str],
    work_dir: Path,
    lang: str = "en",
    rules: Sequence[SynonymRule] = (),
    meaning: Meaning | None = None,
) -> None:
    """Both engines over one index, as a build makes it; every hit, passage, score and suggestion."""
    update_from_records(lang, records(documents, lang), work_dir, synonyms=rules, meaning=meaning)
    folder = language_folder(work_dir, lang)
    ours = whoosh_index.search(folder / "whoosh", lang, queries, 10)
    theirs = browser_engine.search(folder / "browser", lang, queries, 10)
    found = 0
    for query, one, other in zip(queries, ours, theirs, strict=True):
        assert (one.hits, one.suggestion) == (other.hits, other.suggestion), query
        found += bool(one.hits)
    assert found > len(queries) // 2


def typed(query: str, place: int) -> str:
    """A question as it is, unfinished, misspelled, shouted or cut to its first words; by turns."""
    middle = len(query) // 2
    ways = [
        query,
        query[: middle + 1],
        query[:middle] + query[middle + 1 :],
        query.upper(),
        " ".join(query.split()[:3]) + " ",
        query[:middle]
        + query[middle + 1 : middle + 2]
        + query[middle : middle + 1]
        + query[middle + 2 :],
    ]
    return ways[place % len(ways)]


def faq_documents(folder: Path, lang: str) -> list[SearchDocument]:
    """A retrieval set as articles with titles and passages."""
    rows = [
        json.loads(line)
        for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [
        document(
            row["id"], row["title"] or row["id"], lang=lang,
            passages=[(f"p{place}", part[:40], part) for place, part in enumerate(row["text"].split("\n\n"))],
        )
        for row in rows
    ]  # fmt: skip


def questions(folder: Path, count: int) -> list[str]:
    """Questions of a retrieval set, typed in several ways."""
    rows = [
        json.loads(line)["text"]
        for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [typed(query, place) for place, query in enumerate(rows[:count])]


@pytest.mark.parametrize("name", SETS)
def test_engines_agree_on_real_questions(data: Path, tmp_path: Path, name: str) -> None:
    """Four languages, words typed in six ways, one file for the whole index."""
    folder = data / "retrieval" / name
    lang = SETS[name]
    compare(faq_documents(folder, lang), questions(folder, 120), tmp_path, lang)


def test_engines_agree_on_pasted_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs with a known message, without one, too long, and of lines without words."""
    monkeypatch.setattr(browser_files, "MESSAGES", 2)
    documents = [
        document("reset", "Connection problems", "Restart it.", codes=("ERR_CONNECTION_RESET",)),
        document("disk", "The disk is full", symptoms=("No space left on device /dev/sda1",)),
        document("tray", "Printer", questions=("What does paper tray 2 is empty mean?",)),
        document("twin", "Connection problems again", codes=("ERR_CONNECTION_RESET",)),
        document("other", "Disk and connection", "Error, failed, device, empty."),
    ]
    noise = "2026-01-02 03:04:05.678 INFO [worker-7] /srv/app/x.py:12 the device failed\n"
    queries = [
        noise * 50 + "net::ERR_CONNECTION_RESET" + noise * 50,
        noise * 3 + "cp: no space left on device /dev/nvme0n1\n" + noise * 3,
        "what does\npaper tray 11 is empty mean",
        noise * 200,
        noise + "\U00020000 𝒳 " * 3_000 + "no space left on device",
        "\n\n12\n34\n",
        "the printer says disk full and I do not know what else it could possibly be",
    ]
    compare(documents, queries, tmp_path)


def test_engines_agree_on_many_shards(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A knowledge base of a thousand articles, cut small, asked by its titles."""
    monkeypatch.setattr(browser_files, "MAX_SINGLE_SHARD", 10_000)
    documents = list(knowledge_base(data / "articles" / "telerik-kb"))
    queries = [
        typed(item.title, place) for place, item in enumerate(documents[:: len(documents) // 200])
    ]
    compare(documents, queries, tmp_path)


def knowledge_base(folder: Path) -> list[SearchDocument]:
    """Articles straight from their files: a title, and a passage a heading."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        title = re.search(r"^title: *(.+)$", text, re.MULTILINE)
        parts = re.split(r"^## +(.+)$", text.rpartition("\n---\n")[2], flags=re.MULTILINE)
        passages = [
            ("", "", parts[0]),
            *(
                (f"h{n}", head, body)
                for n, (head, body) in enumerate(zip(parts[1::2], parts[2::2], strict=True))
            ),
        ]
        name = path.relative_to(folder).with_suffix("").as_posix()
        found.append(
            document(name.replace("/", "-"), title[1].strip() if title else name, passages=passages)
        )
    return found


def test_hostile_queries_never_raise(data: Path, tmp_path: Path) -> None:
    """Wildcards, operators, megabytes: both engines answer, and alike."""
    lines = (
        (data / "hostile" / "queries" / "search_queries.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    queries = [json.loads(line)["v"] for line in lines]
    queries = [query.encode("utf-8", "replace").decode() for query in queries]
    documents = faq_documents(data / "retrieval" / "openclaw-faq-en", "en")
    compare(documents, [*queries, *(["gateway token"] * len(queries))], tmp_path)


@needs_node
def test_a_beginning_that_every_article_has_finds_them(tmp_path: Path) -> None:
    """The least idf, halved for a completion, is still something: nothing is divided by it being nothing."""
    titles = ["Authentication", "Authentication of users", "Two ways of authentication"]
    compare(
        [
            document(f"a{place}", title, passages=[("", "", title)])
            for place, title in enumerate(titles)
        ],
        ["authentic", "authe", "aut", "au", "a", "authentication o", "AuthenticationOf"],
        tmp_path,
    )


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_engines_agree_on_codes_with_letters_for_digits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """With and without another keyboard layout, in one file and in several."""
    documents = [document(f"kb{n}", f"KB{n}: problem {n}", "51 items") for n in range(100, 700)]
    queries = ["KB4O1", "kb4ol", "KB-4OI ", "KB6O", "kb4o", "5l", "лб4o1", "KB9O9", "kbo", "KB1İO"]
    compare(documents, queries, tmp_path / "one", lang)
    monkeypatch.setattr(browser_files, "MAX_SINGLE_SHARD", 1_000)
    compare(documents, queries, tmp_path / "several", lang)


@needs_node
@pytest.mark.parametrize("lang", ["en", "ru", "pl"])
def test_engines_agree_on_synonyms(data: Path, tmp_path: Path, lang: str) -> None:
    """The general ones over real articles, asked by real questions and by what the rules say."""
    folder = data / "retrieval" / f"openclaw-faq-{lang}"
    rules = general_synonyms(lang)
    phrases = [phrase for rule in rules for phrase in rule.typed]
    asked = [f"{one} {other}" for one, other in zip(phrases, phrases[3:], strict=False)]
    documents = faq_documents(folder, lang)
    compare(documents, [*questions(folder, 60), *asked], tmp_path, lang, rules)


def made_up_meaning(queries: list[str]) -> Meaning:
    """Random affinity lists of half of the index's words and of all words that are asked."""

    def find(index: InvertedIndex) -> Affinities:
        chance = random.Random(7)
        asked = {token.whole for query in queries for token in tokens(query)}
        vocabulary = sorted(asked - index.keys.keys())
        words = sorted(set(index.keys.values()))[::2] + vocabulary[::3]
        lists = {
            word: tuple(
                sorted(
                    (
                        (number, chance.randint(1, MAX_STRENGTH))
                        for number in chance.sample(
                            range(len(index.rows)),
                            min(len(index.rows), chance.randrange(160)),
                        )
                    ),
                    key=lambda item: (-item[1], item[0]),
                )
            )
            for word in words
        }
        # The other asked words are forms of these, or of words that articles have.
        forms = {form: chance.choice(words) for form in vocabulary}
        return affinities_of(lists, forms | {word: word for word in words})

    return Meaning("made up", find)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("size", [80_000_000, 10_000])
def test_engines_agree_on_affinity(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: int
) -> None:
    """Real questions over made-up lists, in one file and in many; a third of the words are in no article."""
    monkeypatch.setattr(browser_files, "MAX_SINGLE_SHARD", size)
    folder = data / "retrieval" / name
    lang = SETS[name]
    asked = [
        f"{query} {word}" for query, word in zip(questions(folder, 80), WORDS * 8, strict=True)
    ]
    compare(
        faq_documents(folder, lang),
        [*asked, *WORDS],
        tmp_path,
        lang,
        meaning=made_up_meaning(asked),
    )


def test_engines_agree_on_characters_that_only_the_vocabulary_has(tmp_path: Path) -> None:
    """Traditional characters of a question are those of a word that is in no article."""
    documents = [document("a", "删除资料"), document("b", "连接网络")]
    compare(
        documents, ["帳戶", "鍵盤"], tmp_path, "zh", meaning=meaning_of({"帐户": ((0, 5),), "键盘": ((1, 5),)})
    )  # fmt: skip


def test_engines_agree_on_a_misspelling_that_is_a_word_of_the_vocabulary(tmp_path: Path) -> None:
    """An article's title has both words in other spellings: `mater` is a word, and is meant otherwise."""
    documents = [document("a", "Front matter"), document("b", "Printer", "In front of the door.")]
    compare(documents, ["frnot mater"], tmp_path, meaning=meaning_of({"mater": ((1, 5),)}))
    folder = language_folder(tmp_path, "en")
    (answer,) = whoosh_index.search(folder / "whoosh", "en", ["frnot mater"], 10)
    assert answer.suggestion == "front matter"


WORDS = [
    "zebra",
    "zebras",
    "zebra giraffe",
    "of the zebra",
    "giraffes ",
    "zebr",
    "zebar",
    "ze",
    "giraff",
    "Zebra-giraffe",
]


def test_engines_suggest_words_as_people_write_them(tmp_path: Path) -> None:
    """As typed, or as in a title, with diacritics; and an ending is no lost word."""
    documents = [
        document("screen", "Usługa nie działa", lang="pl"),
        document("broken", "Niedziałające ekrany", lang="pl"),
    ]
    queries = ["Usułga nie działa ", "ekrany niedziałającego "]
    compare(documents, queries, tmp_path, "pl")
    folder = language_folder(tmp_path, "pl") / "browser"
    suggestions = [answer["suggestion"] for answer in browser_engine.run(folder, queries, 10)]
    assert suggestions == ["usługa nie działa", "ekrany niedziałające"]
