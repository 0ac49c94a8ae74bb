# SPDX-License-Identifier: MIT
"""Find names of people by the words around them and by the endings of surnames.

There is no list of first names: a program cannot know which names people have. `known_names` finds
the names of a ticket's own people; this module finds the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.context import find_spans
from kbgen.tickets.personal.not_names import COMMON_WORDS

_PART: Final = r"\p{Lu}[\p{L}\p{M}]*(?:['’`-]\p{L}[\p{L}\p{M}]*)*"
_GAP: Final = r"[ \t\u00a0]{1,3}"
_PARTICLE: Final = r"(?:van|von|der|den|de|da|di|del|la|le|el|al|bin|ibn|ter|zu)"
# Up to two initials, then one to four parts; each may follow particles (`van der`) or an initial.
_NAME: Final = (
    rf"(?:\p{{Lu}}\.{_GAP}?){{0,2}}{_PART}"
    rf"(?:{_GAP}(?:{_PARTICLE}{_GAP}){{0,2}}(?:\p{{Lu}}\.(?:{_GAP})?)?{_PART}){{0,3}}"
)
_LOWER: Final = rf"[\p{{L}}'’-]{{2,20}}(?:{_GAP}[\p{{L}}'’-]{{2,20}})?(?=\s*(?:[.,;!?\n]|$))"

# A name follows these words, in upper or lower case.
_EXPLICIT: Final = (
    r"my (?:full )?name(?:['’]?s| is)(?: dr\.?| mr\.?| mrs\.?)?"
    r"|name on (?:the )?(?:account|card) is|i am called|signed by"
    r"|(?:last|first|full|maiden) name\??(?: is)?[:]?"
    r"|меня зовут|мо[её] имя|моя фамилия|фио\s?:|фамилия\s?:"
    r"|nazywam się|mam na imię|moje imię(?: i nazwisko)? to|imię i nazwisko\s?:|z tej strony"
)
# A capitalized word after these is a name.
_GREETING: Final = (
    r"(?:hi|hello|hey|dear|greetings|уважаем(?:ый|ая|ые)|здравствуйте|привет"
    r"|добр(?:ый|ое|ого) (?:день|вечер|утро|времени суток)"
    r"|szanown\w{1,2}(?: pani[eoa]?| państwo)?|dzień dobry|dobry wieczór|cześć|witam|hej)"
)
_LIKELY: Final = (
    rf"{_GREETING} {{1,2}}"
    r"|(?:thanks|thank you|thx|cheers|regards|sincerely|yours(?: truly)?|best(?: wishes)?|спасибо"
    r"|благодарю|с уважением|искренне ваш\w?|всего доброго|dziękuję|dzięki|pozdrawiam"
    r"|pozdrowienia|z poważaniem|z wyrazami szacunku|łączę pozdrowienia)[ ,!\n]{1,3}"
    r"|(?:mr|mrs|ms|miss|dr|prof|sir|madam|mx)\.?\s"
    r"|(?:name|customer|client|user|from|to|cc|sent by|attn|contact|agent|signed|author)\s?:\s?"
    r"|(?:under|(?:speak|talk|spoke|talked)(?: to| with)|with (?:agent|your colleague)|colleague"
    r"|called|by|thanks to|this is|it['’]s|i am|i['’]m"
    r"|my (?:husband|wife|son|daughter|mother|father|brother|sister|partner|friend|kid"
    r"|boss)(?:['’]s name)?)\s"
    r"|(?:г-н|г-жа|господин\w{0,2}|госпож\w{1,2}|гражданин\w{0,2}|имя\s?:|клиент\w{0,2}\s?:|от\s?:"
    r"|кому\s?:|на имя|это|я)\s"
    r"|(?:pan|pani|pana|panu|panem|panią|panie|p|od\s?:|do\s?:|klient\w{0,2}\s?:|imię\s?:"
    r"|nazwisko\s?:|na nazwisko|jestem|tu)\.?\s"
)
_AFTER_EXPLICIT: Final = regex.compile(
    rf"(?<!\w)(?i:{_EXPLICIT})[\s:,—-]{{1,3}}(?P<value>{_NAME}|{_LOWER})"
)
# After a comma, a sentence may begin; a name is alone between punctuation.
_AFTER_GREETING: Final = regex.compile(
    rf"(?<!\w)(?i:{_GREETING}), {{0,2}}(?P<value>{_NAME})(?=\s{{0,3}}(?:[,.!;:\n]|$))"
)
_AFTER_LIKELY: Final = regex.compile(rf"(?<!\w)(?i:{_LIKELY})\s{{0,2}}(?P<value>{_NAME})(?![\w@-])")
_BEFORE_CUE: Final = regex.compile(
    rf"(?P<value>(?<!\w){_NAME})(?:{_GAP}here(?!\w)|{_GAP}(?:wrote|writes|said|says)\s?:"
    rf"|,? <?[\w.+-]{{1,64}}@)"
)
_NAME_HERE: Final = regex.compile(
    rf"(?i:(?:hi|hello|hey)[, ]{{1,2}})"
    rf"(?P<value>\p{{L}}[\p{{L}}'’-]{{1,20}}(?:{_GAP}\p{{L}}[\p{{L}}'’-]{{1,20}}){{0,2}})"
    rf"{_GAP}here(?=[.,!:]| (?:from|again)|$)"
)
# A signature: the last words of a message, alone in their sentence or line.
_SIGNATURE: Final = regex.compile(
    rf"(?:[.!?…]{_GAP}|\n[\s—–-]{{0,5}})(?P<value>{_PART}(?:{_GAP}{_PART}){{0,2}})\s{{0,3}}[.]?\s{{0,5}}$"
)

# Endings of Russian and Polish surnames and patronymics, in all cases.
_RUSSIAN: Final = (
    r"(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ых|ы)?|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|их)"
    r"|(?:енко|дзе|швили)|(?:чук|юк|щук|няк)(?:а|у|ом|е)?"
    r"|(?:ович|евич)(?:а|у|ем|е)?|(?:овн|евн|ичн)(?:а|ы|е|у|ой)"
)
_POLISH: Final = (
    r"(?:sk|ck|dzk)(?:i|iego|iemu|im|a|iej|ą|ich)|(?:owicz|ewicz)(?:a|owi|em|u|owie)?"
    r"|(?:czyk|czak|szczak|niak|siak|ziak)(?:a|owi|iem|u)?"
    r"|(?:ówn)(?:a|y|ie|ę|ą)"
)
_SURNAME: Final = rf"\p{{Lu}}[\p{{L}}]{{1,20}}(?:{_RUSSIAN}|{_POLISH})(?!\p{{L}})(?:-{_PART})?"
_BY_SURNAME: Final = regex.compile(
    rf"(?<![\w-]){_PART}{_GAP}(?:{_PART}{_GAP})?{_SURNAME}"
    rf"|(?<![\w-]){_SURNAME}{_GAP}{_PART}(?:{_GAP}{_PART})?"
    rf"|(?<![\w-]){_SURNAME}{_GAP}(?:\p{{Lu}}\.{_GAP}?){{1,2}}"
    rf"|(?<![\w-])(?:\p{{Lu}}\.{_GAP}?){{1,2}}{_SURNAME}"
)
# A name with a middle initial, or a line of two or three names above an address.
_MIDDLE_INITIAL: Final = regex.compile(rf"(?<![\w-]){_PART}{_GAP}\p{{Lu}}\.?{_GAP}{_PART}")
_ADDRESSEE: Final = regex.compile(
    rf"(?<![^\n:]) ?(?P<value>{_PART}(?:{_GAP}{_PART}){{1,2}})(?=\s{{0,8}}\n\s{{0,8}}\d)"
)
_PATTERNS: Final = (
    _AFTER_EXPLICIT,
    _AFTER_LIKELY,
    _AFTER_GREETING,
    _BEFORE_CUE,
    _NAME_HERE,
    _SIGNATURE,
    _BY_SURNAME,
    _MIDDLE_INITIAL,
    _ADDRESSEE,
)
_WORD: Final = regex.compile(r"[\p{L}\p{M}'’.-]+")


def find(text: str) -> Iterator[PersonalSpan]:
    """Yield names."""
    for pattern in _PATTERNS:
        for span in find_spans(text, PersonalType.PERSON, pattern):
            yield from _trim_common_words(text, span, strict=pattern is _SIGNATURE)


def _trim_common_words(text: str, span: PersonalSpan, *, strict: bool) -> Iterator[PersonalSpan]:
    """Yield the name without common words at its ends; with `strict`, reject it if it has one."""
    parts = [match.span() for match in _WORD.finditer(text, span.start, span.end)]
    is_name = [text[low:high].rstrip(".").casefold() not in COMMON_WORDS for low, high in parts]
    if strict and not all(is_name):
        return
    while parts and not is_name[0]:
        parts, is_name = parts[1:], is_name[1:]
    cut = is_name.index(False) if False in is_name else len(parts)
    if cut:
        yield PersonalSpan(parts[0][0], parts[cut - 1][1], PersonalType.PERSON)
