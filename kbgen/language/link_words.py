# SPDX-License-Identifier: MIT
"""Texts of links that do not say where the link leads, in many languages.

All languages share one table, because articles in any language may have English links.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kbgen.language.headings import is_of_links
from kbgen.language.tokens import tokens

_TEXTS: Final[dict[str, str]] = {
    "en": "here | click here | see here | go here | over here | this | that | this one | it | link"
    " | this link | the link | links | page | this page | that page | article | this article"
    " | the article | guide | this guide | the guide | document | this document | section"
    " | this section | that section | the section | topic | this topic | post | this post"
    " | docs | the docs | documentation | the documentation | our documentation | more | details"
    " | more details | for details | see details | for more information | details here | see"
    " | see below | see above | below | above | example | examples | an example | this example"
    " | read | read this | go | open | next | previous | back | home | source | website"
    " | download | instructions | these instructions | these steps | following | the following"
    " | note | step | table | list | continue | start | get started",
    "ru": "здесь | тут | сюда | по ссылке | по этой ссылке | ссылка | ссылке | эта статья"
    " | этой статье | в этой статье | статья | статье | страница | эта страница | на этой странице"
    " | раздел | этот раздел | в этом разделе | разделе | инструкция | инструкции | документация"
    " | документации | пример | примеры | далее | назад | ещё | подробно | читать"
    " | читать далее | читать дальше | читайте | узнать больше | скачать | этот документ"
    " | ниже | выше",
    "pl": "tutaj | tu | kliknij tutaj | link | tym linkiem | pod tym linkiem | ten artykuł"
    " | tym artykule | w tym artykule | artykuł | artykule | strona | ta strona | na tej stronie"
    " | sekcja | tej sekcji | instrukcja | dokumentacja | dokumentacji | przykład | przykłady"
    " | dalej | wstecz | więcej | szczegóły | czytaj | zobacz | pobierz | poniżej | powyżej",
    "de": "hier | hier klicken | klicken sie hier | klick | link | dieser link | dieser artikel"
    " | diesem artikel | artikel | seite | diese seite | dieser seite | abschnitt"
    " | diesem abschnitt | anleitung | dokumentation | beispiel | weiter | zurück | mehr"
    " | details | siehe | herunterladen | unten | oben",
    "fr": "ici | cliquez ici | cliquer ici | lien | ce lien | cet article | article | page"
    " | cette page | section | cette section | documentation | la documentation | exemple"
    " | suite | lire la suite | retour | plus | détails | voir | voir ici | télécharger"
    " | ci-dessous | ci-dessus",
    "es": "aquí | haga clic aquí | haz clic aquí | enlace | este enlace | este artículo | artículo"
    " | página | esta página | sección | esta sección | documentación | la documentación"
    " | ejemplo | siguiente | atrás | más | detalles | ver | ver aquí | leer más | descargar",
    "it": "qui | clicca qui | fai clic qui | link | questo link | questo articolo | articolo"
    " | pagina | questa pagina | sezione | documentazione | esempio | avanti | indietro | altro"
    " | dettagli | vedi | leggi di più | scarica",
    "pt": "aqui | clique aqui | link | este link | este artigo | artigo | página | esta página"
    " | seção | esta seção | documentação | exemplo | próximo | voltar | mais | detalhes | ver"
    " | leia mais | baixar",
    "nl": "hier | klik hier | link | deze link | dit artikel | artikel | pagina | deze pagina"
    " | sectie | documentatie | voorbeeld | verder | terug | meer | details | zie | lees verder",
    "uk": "тут | сюди | за посиланням | посилання | ця стаття | цій статті | стаття | сторінка"
    " | розділ | документація | приклад | далі | назад | детальніше | читати | завантажити",
    "cs": "zde | tady | klikněte zde | odkaz | tento odkaz | tento článek | článek | stránka"
    " | dokumentace | příklad | další | zpět | více | podrobnosti",
    "sv": "här | klicka här | länk | denna länk | denna artikel | sida | mer | detaljer",
    "tr": "burada | buraya | buraya tıklayın | bağlantı | bu makale | sayfa | daha fazla"
    " | ayrıntılar",
    "ja": "こちら | ここ | ここをクリック | リンク | この記事 | このページ | 詳細 | 詳しくはこちら",
    "zh": "这里 | 這裡 | 此处 | 点击这里 | 點擊這裡 | 链接 | 连结 | 本文 | 此页 | 详情"
    " | 更多 | 文档",
    "ko": "여기 | 여기를 클릭 | 링크 | 이 문서 | 이 페이지 | 자세히 | 더 보기",
}


def names_target(text: str) -> bool:
    """Tell whether the text of a link says where the link leads."""
    words = _words(text)
    return bool(words.strip("0123456789 ")) and words not in _generic() and not is_of_links(text)


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(_words(item) for texts in _TEXTS.values() for item in texts.split(" | "))


def _words(text: str) -> str:
    """Return the folded words of a link, without punctuation."""
    return " ".join(token.whole for token in tokens(text))
