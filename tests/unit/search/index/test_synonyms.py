# SPDX-License-Identifier: MIT
"""Synonyms in the lists of an index."""

from __future__ import annotations

import pytest
from search_support import MemoryLexicon, document, found, indexed, inverted, records

from kbgen.content.synonyms import general_synonyms
from kbgen.language.dictionary import dictionary_folder, open_dictionary
from kbgen.language.profiles import language
from kbgen.model import SearchDocument, SynonymRule
from kbgen.search.index.postings import InvertedIndex
from kbgen.search.query.question import ask

ARTICLES = [
    document("refund", "Get a refund", "Write to us within two weeks."),
    document("sign", "Sign in to your account", "Type your name."),
    document("delete", "Delete your account", "The account is removed at once."),
    document("remove", "Remove a user", "The user is gone."),
    document("signature", "Digital signs", "Sign a document, then read what is in it."),
    document("money", "Earn money", "Get it back to your bank."),
    document("money-back", "Money back guarantee", "We keep our word."),
]


def both(*phrases: str) -> SynonymRule:
    return SynonymRule(phrases, phrases)


def index(documents: list[SearchDocument], *rules: SynonymRule, lang: str = "en") -> InvertedIndex:
    return inverted(documents, lang, rules)


EXPANDED = index(
    ARTICLES,
    both("refund", "money back", "reimbursement"),
    both("login", "log in", "sign in"),
    both("delete", "remove"),
    SynonymRule(("wipe out", "annihilate"), ("delete",)),
    both("mouse", "pointing device"),
)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("reimbursement", "refund"),
        ("reimbursements ", "refund"),
        ("reimbursment", "refund"),
        ("reimb", "refund"),
        ("I want my money back ", "money-back"),
        ("login", "sign"),
        ("log in", "sign"),
        ("logging in", "sign"),
        ("log-in ", "sign"),
        ("delete", "delete"),
        ("remove ", "remove"),
        ("removing account", "delete"),
        ("deleting a user ", "remove"),
        ("annihilate account", "delete"),
        ("wipe out ", "delete"),
    ],
)
def test_what_is_typed_finds_what_is_written(query: str, best: str) -> None:
    """Words and phrases, inflected, misspelled and unfinished ones too."""
    assert found(EXPANDED, query)[0] == best


def test_a_phrase_finds_its_synonyms_and_the_word_finds_the_phrase() -> None:
    """Before an article that has the words of the phrase here and there."""
    assert found(EXPANDED, "money back ") == ["money-back", "refund", "money"]
    assert set(found(EXPANDED, "refund ")) == {"refund", "money-back"}


def test_a_phrase_with_a_stop_word_is_found_in_titles_as_it_stands() -> None:
    """“Sign in” is neither a digital sign nor a text with both words."""
    assert found(EXPANDED, "login ") == ["sign"]


def test_the_word_itself_comes_before_its_synonym() -> None:
    """Of two articles that differ in nothing else."""
    pair = [document("b-own", "Delete a file"), document("a-other", "Remove a file")]
    expanded = index(pair, both("delete", "remove"))
    assert found(expanded, "delete a file ") == ["b-own", "a-other"]
    assert found(expanded, "remove a file ") == ["a-other", "b-own"]


def test_a_rule_of_one_way_does_not_go_back() -> None:
    """The general word does not find the special one."""
    expanded = index(ARTICLES, SynonymRule(("refund",), ("account",)))
    assert set(found(expanded, "refund ")) == {"refund", "sign", "delete"}
    assert set(found(expanded, "account ")) == {"sign", "delete"}


def test_synonyms_do_not_lead_to_others() -> None:
    """A is B and B is C does not make A C."""
    expanded = index(ARTICLES, both("refund", "signature"), both("signature", "user"))
    assert "remove" not in found(expanded, "refund ")


def test_words_that_no_article_has_find_nothing_and_break_nothing() -> None:
    """They are known words all the same: nothing is proposed instead."""
    expanded = index(ARTICLES, both("giraffe", "okapi"), both("giraffe neck", "long thing"))
    assert found(expanded, "giraffe ") == found(expanded, "giraffe neck ") == []
    assert ask("giraffe", MemoryLexicon(expanded)).suggestion is None


@pytest.mark.parametrize("query", ["callback ", "callbacks ", "webhook ", "webhooks "])
def test_a_rule_finds_other_forms_of_its_words_without_a_dictionary(query: str) -> None:
    """The stemmer gives the forms one term, so a rule may name either."""
    articles = [
        document("url", "Set up webhooks", "We call you."),
        document("list", "List of callbacks", "All of them."),
        document("other", "Change your name", "Type it."),
    ]
    expanded = inverted(articles, "en", [both("webhook", "callback")], None)
    assert set(found(expanded, query)) == {"url", "list"}


def test_a_rule_keeps_the_articles_with_other_forms_of_its_word() -> None:
    """A correction found them before there was a rule for the word."""
    articles = [document("url", "Set up webhooks"), document("other", "Change your name")]
    plain, expanded = (
        inverted(articles, "en", rules, None) for rules in ((), [both("webhook", "callback")])
    )
    assert found(plain, "webhook ") == found(expanded, "webhook ") == ["url"]


def test_without_rules_the_index_stays_as_it_is() -> None:
    """No list is touched."""
    current = indexed(records(ARTICLES))
    assert current.expand() == current.plain


def test_order_of_articles_does_not_matter() -> None:
    """The same articles and rules give the same index."""
    rules = (both("refund", "money back"), both("login", "sign in"))
    assert index(ARTICLES, *rules) == index(ARTICLES[::-1], *rules)


@pytest.mark.parametrize(
    ("lang", "query", "title"),
    [
        ("en", "how do I log on", "Sign in"),
        ("en", "money back", "Ask for a refund"),
        ("en", "passcode", "Change your password"),
        ("en", "bill", "Where is my invoice?"),
        ("en", "remove", "Delete your account"),
        ("en", "terminate", "Cancel a contract"),
        ("en", "it lags", "The page is slow"),
        ("en", "reset my pwd", "Change your password"),
        ("ru", "вернуть деньги", "Возврат средств"),
        ("ru", "залогиниться", "Как войти"),
        ("ru", "забыл логин", "Имя пользователя"),
        ("ru", "стереть аккаунт", "Удалить профиль"),
        ("ru", "тормозит", "Зависает экран"),
        ("pl", "odzyskać pieniądze", "Przywrócić zapłatę"),
        ("pl", "skasować", "Usunąć profil"),
        ("pl", "awaria", "Usterka drukarki"),
        ("pl", "rachunek", "Faktura za usługę"),
        ("pl", "komórka", "Telefon i tablet"),
    ],
)
def test_the_general_ones_find_what_help_desks_are_asked(lang: str, query: str, title: str) -> None:
    """In the words of customers."""
    articles = [
        document("it", title, lang=lang),
        document("other", "Zzz", lang=lang),
        document("a", "Yyy", lang=lang),
    ]
    dictionary = open_dictionary(language(lang).dictionary, dictionary_folder())
    current = indexed(records(articles, lang), lang, general_synonyms(lang), dictionary=dictionary)
    assert found(current.expand(), query + " ")[:1] == ["it"]
    assert found(current.plain, query + " ") == []
