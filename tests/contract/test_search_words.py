# SPDX-License-Identifier: MIT
"""Words in other spellings are found, by Whoosh and by the browser's code alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from search_support import document, needs_node, records

from kbgen.search.engines import browser_engine, whoosh_index
from kbgen.search.engines.language_index import language_folder, update_from_records

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [needs_node, pytest.mark.node]


def answers(
    titles: dict[str, str], queries: list[str], work_dir: Path, lang: str, texts: dict[str, str]
) -> dict[str, list[str]]:
    """Map each query to the articles that it finds, best first, the same in both engines."""
    documents = [
        document(name, title, texts.get(name, ""), lang=lang) for name, title in titles.items()
    ]
    update_from_records(lang, records(documents, lang), work_dir)
    folder = language_folder(work_dir, lang)
    ours = list(whoosh_index.search(folder / "whoosh", lang, queries, 10))
    theirs = browser_engine.search(folder / "browser", lang, queries, 10)
    for one, other in zip(ours, theirs, strict=True):
        assert (one.hits, one.suggestion) == (other.hits, other.suggestion), one.query
    return {one.query: [hit.id for hit in one.hits] for one in ours}


OTHERS = {f"other{place}": f"Article {chr(97 + place)}" for place in range(20)}
"""Articles without numbers: a word of all articles would say nothing."""
NUMBERS = [
    "1000",
    "1,000",
    "1.000",
    "1'000",
    "1’000",
    "1 000",
    "1\u00a0000",
    "1\u202f000",
    "1\u2009000",
]


def test_numbers_match_however_they_are_grouped(tmp_path: Path) -> None:
    titles = {f"a{place}": "Plans" for place in range(len(NUMBERS))}
    texts = {f"a{place}": f"Up to {number} users." for place, number in enumerate(NUMBERS)}
    found = answers(titles | OTHERS, NUMBERS, tmp_path, "en", texts)
    assert {query: sorted(ids) for query, ids in found.items()} == dict.fromkeys(
        NUMBERS, sorted(titles)
    )


MILLIONS = ["7,500,000.5", "7.500.000,5", "7 500 000,5", "7'500'000.5", "7500000.5", "7500000,5"]


def test_large_numbers_and_decimals_match(tmp_path: Path) -> None:
    titles = {f"a{place}": "Plans" for place in range(len(MILLIONS))}
    texts = {f"a{place}": f"Up to {number} rows." for place, number in enumerate(MILLIONS)}
    found = answers(titles | OTHERS, [*MILLIONS], tmp_path, "en", texts)
    assert {query: sorted(ids) for query, ids in found.items()} == dict.fromkeys(
        MILLIONS, sorted(titles)
    )


def test_numbers_of_the_case_are_found(tmp_path: Path) -> None:
    """The files of the case `numbers-with-separators`."""
    texts = {
        "a": "Up to 1,000 users.",
        "b": "Up to 2 000 users.",
        "c": "Up to 4.000 users.",
        "d": "Up to 7,500,000 rows and 6000 files.",
        "e": "Open ports 80,443 and see the Log\u2011in or Sign\u2013up page, 2019–2023.",
    }
    titles = dict.fromkeys(texts, "Plans")
    expected = {
        "1000": "a", "1000 users": "a", "2000": "b", "4000": "c", "7500000": "d", "6,000": "d", "6 000": "d",
        "443": "e", "login": "e", "log-in": "e", "signup": "e", "2023": "e",
    }  # fmt: skip
    found = answers(titles, list(expected), tmp_path, "en", texts)
    assert {query: ids[0] for query, ids in found.items()} == expected


def test_one_character_finds_the_words_that_contain_it(tmp_path: Path) -> None:
    titles = {
        "begin": "机器",
        "middle": "打印机设置",
        "end": "关闭手机",
        "alone": "机",
        "other": "网络设置",
    }
    found = answers(titles, ["机", "机 ", "印", "络"], tmp_path, "zh", {})
    with_it = {"begin", "middle", "end", "alone"}
    assert set(found["机"]) == set(found["机 "]) == with_it
    assert found["机"][0] == "alone"
    assert found["印"] == ["middle"]
    assert found["络"] == ["other"]


def test_simplified_and_traditional_characters_find_each_other(tmp_path: Path) -> None:
    titles = {"simplified": "设置打印机", "traditional": "設置印表機", "other": "退款"}
    queries = ["设置", "設置", "打印機", "印表机", "機"]
    found = answers(titles, queries, tmp_path, "zh", {})
    assert set(found["设置"]) == set(found["設置"]) == {"simplified", "traditional"}
    assert found["打印機"][0] == "simplified"
    assert found["印表机"][0] == "traditional"
    assert set(found["機"]) == {"simplified", "traditional"}


def test_kana_find_each_other(tmp_path: Path) -> None:
    titles = {"katakana": "プリンターの設定", "hiragana": "かばんをひらく", "other": "返金"}
    queries = ["ぷりんたー", "ﾌﾟﾘﾝﾀｰ", "プリンター", "カバン", "ｶﾊﾞﾝ"]
    found = answers(titles, queries, tmp_path, "ja", {})
    assert {query: ids[0] for query, ids in found.items()} == dict.fromkeys(
        queries[:3], "katakana"
    ) | dict.fromkeys(queries[3:], "hiragana")


@pytest.mark.parametrize(
    ("lang", "title", "query", "other"),
    [
        ("th", "วิธีตั้งค่าเครื่องพิมพ์", "เครื่องพิมพ์", "ขอเงินคืน"),
        ("lo", "ວິທີຕັ້ງຄ່າເຄື່ອງພິມ", "ເຄື່ອງພິມ", "ການຄືນເງິນ"),
        ("km", "របៀបដំឡើងម៉ាស៊ីនបោះពុម្ព", "ម៉ាស៊ីនបោះពុម្ព", "សំណងប្រាក់"),
        ("my", "ပုံနှိပ်စက်ကိုတပ်ဆင်ခြင်း", "ပုံနှိပ်စက်", "ငွေပြန်အမ်းခြင်း"),
    ],
)
def test_words_in_scripts_without_spaces_are_found(
    tmp_path: Path, lang: str, title: str, query: str, other: str
) -> None:
    found = answers({"printer": title, "other": other}, [query], tmp_path, lang, {})
    assert found[query][0] == "printer"


def test_symbols_of_titles_are_found(tmp_path: Path) -> None:
    titles = {
        "gear": "⚙️ Settings", "lock": "What does 🔒 mean", "euro": "Prices in €", "flag": "🇵🇱 Shop",
        "path": "Settings → Network", "sign": "The © sign", "network": "Network settings",
    }  # fmt: skip
    expected = {
        "⚙": "gear", "⚙️": "gear", "🔒": "lock", "what is 🔒": "lock", "€": "euro", "🇵🇱": "flag", "©": "sign", "→": "path",
    }  # fmt: skip
    texts = {"network": "Choose ⚙, then → and € and © and 🔒."}
    found = answers(titles, list(expected), tmp_path, "en", texts)
    assert {query: ids[0] for query, ids in found.items()} == expected


def test_symbols_do_not_disturb_questions(tmp_path: Path) -> None:
    """A title with a symbol is as good as one without; unknown symbols change nothing."""
    titles = {"gear": "⚙ Printer settings", "path": "Settings > Network", "other": "Billing"}
    queries = ["printer settings", "printer ★ settings", "★ printer settings", "printer settings ★"]
    found = answers(titles, queries, tmp_path, "en", {})
    assert {tuple(ids) for ids in found.values()} == {("gear", "path")}
    folder = language_folder(tmp_path, "en")
    scores = {
        tuple(hit.score for hit in result.hits)
        for result in whoosh_index.search(folder / "whoosh", "en", queries, 10)
    }
    assert len(scores) <= 2  # one is of an unfinished last word


def test_digits_of_other_scripts_are_digits(tmp_path: Path) -> None:
    found = answers(
        {"arabic": "الخطأ ٤٠٤", "ascii": "الخطأ 500"}, ["404", "٥٠٠", "٤٠٤"], tmp_path, "ar", {}
    )
    assert found == {"404": ["arabic"], "٥٠٠": ["ascii"], "٤٠٤": ["arabic"]}


def test_compounds_of_the_case_are_found_by_their_parts(tmp_path: Path) -> None:
    """The files of the case `compound-words-de`."""
    titles = {
        "a": "Datensicherungseinstellungen",
        "b": "Netzwerkdrucker einrichten",
        "c": "Handyvertrag kündigen",
    }
    texts = {
        "a": "Die Kundennummer steht auf der Rechnung. Der Passwortrücksetzungslink gilt eine Stunde.",
        "b": "Der Druckertreiber wird geladen. Papierstau beheben.",
        "c": "Kündigungsfrist beachten.",
    }
    expected = {
        "Einstellungen": "a", "Einstellung ": "a", "Treiber": "b", "Treibern ": "b", "Vertrag": "c",
        "Verträge": "c", "Nummer": "a", "Stau": "b", "Frist": "c", "Drucker": "b",
    }  # fmt: skip
    found = answers(titles, list(expected), tmp_path, "de", texts)
    assert found == {query: [article] for query, article in expected.items()}


COMPOUNDS = [
    ("nl", "Wachtwoordinstellingen", "instellingen"),
    ("sv", "Lösenordsinställningar", "inställningar"),
    ("da", "Adgangskodegenerator", "generator"),
    ("nb", "Passordinnstillinger", "innstilling"),
    ("nn", "Passordinnstillingar", "innstilling"),
    ("fi", "Salasana-asetukset ja tiedostonimi", "nimi"),
    ("fi", "Käyttöoikeuksilla", "oikeus"),
    ("hu", "Csoportbeállítások", "beállítás"),
]


@pytest.mark.parametrize(("lang", "title", "part"), COMPOUNDS)
def test_compounds_are_found_by_their_parts(
    tmp_path: Path, lang: str, title: str, part: str
) -> None:
    found = answers({"it": title, "other": "Router"}, [part + " "], tmp_path, lang, {})
    assert found == {part + " ": ["it"]}


def test_the_word_itself_comes_before_its_compounds(tmp_path: Path) -> None:
    titles = {"compound": "Kontoeinstellungen", "word": "Einstellungen", "other": "Rechnung"}
    found = answers(titles, ["Einstellungen"], tmp_path, "de", {})
    assert found["Einstellungen"] == ["word", "compound"]


def test_unknown_compounds_are_read_as_their_parts(tmp_path: Path) -> None:
    """No correction is proposed: the word is right."""
    titles = {"both": "Frist der Kündigung", "other": "Drucker einrichten"}
    found = answers(titles, ["Kündigungsfrist", "kündigungsfristen "], tmp_path, "de", {})
    assert found == {"Kündigungsfrist": ["both"], "kündigungsfristen ": ["both"]}
    folder = language_folder(tmp_path, "de")
    (result,) = whoosh_index.search(folder / "whoosh", "de", ["Kündigungsfrist"], 10)
    assert result.suggestion is None
