# SPDX-License-Identifier: MIT
"""Headings that say nothing about their article, in many languages.

*Headings of links* lead away: the text below them names other articles. *Headings of steps* belong
to what is above them: “What to do” answers the question of its article, not one of its own. All
languages share one table, because articles in any language may have English headings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kbgen.language.tokens import tokens

_LINKS: Final[dict[str, str]] = {
    "en": "related | related articles | related topics | related links | related content"
    " | related information | related documentation | related pages | related guides"
    " | related resources | see also | also see | further reading | further information"
    " | read more | read next | what to read next | more information | more info | learn more"
    " | additional resources | additional reading | recommended reading | more resources"
    " | external links | useful links | helpful links | next steps | next step | what's next"
    " | what next | where to go next | where to go from here | in this section"
    " | articles in this section | in this article | on this page | table of contents"
    " | back to top",
    "ru": "см. также | смотрите также | смотри также | читайте также | ссылки по теме"
    " | связанные статьи | связанные темы | связанные разделы | связанные ссылки | похожие статьи"
    " | статьи по теме | материалы по теме | по теме | дополнительно | дополнительные сведения"
    " | дополнительные материалы | дополнительные ресурсы | дополнительная информация"
    " | полезные ссылки | подробнее | что дальше | дальнейшие действия | дальнейшие шаги"
    " | следующие шаги | следующий шаг | в этом разделе | в этой статье | содержание | оглавление",
    "pl": "zobacz też | zobacz także | zobacz również | patrz też | patrz także | powiązane"
    " | powiązane artykuły | powiązane tematy | powiązane linki | linki pokrewne | tematy pokrewne"
    " | podobne artykuły | więcej informacji | dowiedz się więcej | czytaj dalej | czytaj więcej"
    " | dodatkowe zasoby | dodatkowe informacje | przydatne linki | linki zewnętrzne"
    " | następne kroki | kolejne kroki | następny krok | co dalej | w tej sekcji"
    " | w tym artykule | spis treści",
    "de": "siehe auch | verwandt | verwandte artikel | verwandte themen | verwandte links"
    " | ähnliche artikel | weitere informationen | weitere infos | mehr informationen"
    " | mehr erfahren | weiterführende links | weiterführende informationen | weiterlesen"
    " | zusätzliche ressourcen | weitere ressourcen | weblinks | externe links | nützliche links"
    " | nächste schritte | nächster schritt | wie geht es weiter | in diesem abschnitt"
    " | in diesem artikel | inhaltsverzeichnis",
    "fr": "voir aussi | voir également | articles connexes | articles liés | articles associés"
    " | sujets connexes | liens connexes | contenu associé | en savoir plus | pour en savoir plus"
    " | plus d'informations | pour aller plus loin | aller plus loin | lire aussi | à lire aussi"
    " | ressources supplémentaires | liens utiles | liens externes | étapes suivantes"
    " | prochaines étapes | et ensuite | dans cette section | dans cet article"
    " | table des matières | sommaire",
    "es": "véase también | ver también | consulte también | artículos relacionados"
    " | temas relacionados | enlaces relacionados | contenido relacionado | relacionado"
    " | más información | para más información | más recursos | recursos adicionales"
    " | lecturas adicionales | enlaces útiles | enlaces externos | próximos pasos"
    " | pasos siguientes | siguientes pasos | qué sigue | en esta sección | en este artículo"
    " | tabla de contenidos | índice de contenidos",
    "it": "vedi anche | vedere anche | articoli correlati | argomenti correlati"
    " | link correlati | contenuti correlati | ulteriori informazioni | maggiori informazioni"
    " | per saperne di più | approfondimenti | risorse aggiuntive | link utili"
    " | collegamenti esterni | passaggi successivi | prossimi passi | in questa sezione"
    " | in questo articolo | indice dei contenuti",
    "pt": "veja também | ver também | consulte também | artigos relacionados"
    " | tópicos relacionados | links relacionados | conteúdo relacionado | saiba mais"
    " | mais informações | recursos adicionais | leitura adicional | links úteis | links externos"
    " | próximos passos | próximas etapas | próximas etapas | nesta seção | neste artigo",
    "nl": "zie ook | verwante artikelen | gerelateerde artikelen | gerelateerde onderwerpen"
    " | gerelateerd | verwante onderwerpen | meer informatie | meer lezen | lees ook"
    " | aanvullende bronnen | externe links | nuttige links | volgende stappen | wat nu"
    " | in deze sectie | in dit artikel | inhoudsopgave",
    "sv": "se även | se också | relaterade artiklar | relaterat | mer information | läs mer"
    " | ytterligare resurser | externa länkar | nästa steg | i det här avsnittet",
    "da": "se også | relaterede artikler | relateret | mere information | læs mere"
    " | flere oplysninger | eksterne links | næste trin | næste skridt",
    "nb": "relaterte artikler | relatert | mer informasjon | les mer"
    " | eksterne lenker | neste trinn",
    "fi": "katso myös | aiheeseen liittyvää | lisätietoja | lue lisää | seuraavat vaiheet",
    "cs": "viz také | viz též | související články | související témata | související odkazy"
    " | další informace | další zdroje | více informací | externí odkazy | další kroky | co dál",
    "uk": "див. також | дивіться також | читайте також | пов'язані статті | пов'язані теми"
    " | схожі статті | додаткова інформація | додаткові відомості | докладніше | корисні посилання"
    " | що далі | наступні кроки | подальші дії | зміст",
    "tr": "ayrıca bakınız | ayrıca bkz | ilgili makaleler | ilgili konular | ilgili bağlantılar"
    " | daha fazla bilgi | ek kaynaklar | dış bağlantılar | sonraki adımlar",
    "ja": "関連項目 | 関連記事 | 関連情報 | 関連リンク | 関連トピック | 参照 | 参考 | 詳細情報"
    " | その他のリソース | 外部リンク | 次のステップ | 次の手順",
    "zh": "另请参阅 | 另見 | 另请参见 | 参见 | 參見 | 相关文章 | 相關文章 | 相关主题 | 相关内容"
    " | 相关链接 | 更多信息 | 更多資訊 | 其他资源 | 外部链接 | 后续步骤 | 後續步驟 | 下一步",
    "ko": "관련 문서 | 관련 항목 | 관련 링크 | 참고 항목 | 참고 | 추가 정보 | 다음 단계",
}
"""Headings of links, by language; the languages are only for the reader of this table."""

_STEPS: Final[dict[str, str]] = {
    "en": "what to do | what to do now | what to do next | what you can do | what can i do"
    " | what should i do | what do i do | how to fix it | how to fix this | how to solve it",
    "ru": "что делать | что сделать | что можно сделать | что мне делать | что теперь делать"
    " | как исправить | как это исправить | как решить",
    "pl": "co robić | co zrobić | co można zrobić | co mogę zrobić | co należy zrobić"
    " | jak to naprawić | jak naprawić",
    "de": "was tun | was ist zu tun | was sie tun können | was du tun kannst | was kann ich tun"
    " | so beheben sie das problem",
    "fr": "que faire | quoi faire | ce que vous pouvez faire | que puis-je faire"
    " | comment y remédier",
    "es": "qué hacer | qué puedes hacer | qué puede hacer | qué puedo hacer | cómo solucionarlo",
    "it": "cosa fare | che cosa fare | cosa puoi fare | cosa posso fare | come risolvere",
    "pt": "o que fazer | o que você pode fazer | o que posso fazer | como resolver",
    "nl": "wat te doen | wat kunt u doen | wat kun je doen | wat kan ik doen",
    "sv": "vad du kan göra | vad kan jag göra | gör så här",
    "da": "hvad du kan gøre | hvad kan jeg gøre",
    "fi": "mitä tehdä | mitä voit tehdä",
    "cs": "co dělat | co můžete udělat | jak to opravit",
    "uk": "що робити | що зробити | що можна зробити | як виправити",
    "tr": "ne yapmalı | ne yapmalısınız | ne yapabilirsiniz",
    "ja": "対処方法 | 対処法 | 対応方法",
    "zh": "怎么办 | 怎么做 | 该怎么办 | 解决方法 | 解決方法",
    "ko": "해결 방법 | 해결방법",
}
"""Headings of steps, by language."""


def is_of_links(title: str) -> bool:
    """Tell whether a heading is above links to other articles."""
    return _words(title) in _headings_of_links()


def is_of_steps(title: str) -> bool:
    """Tell whether a heading only continues what is above it."""
    return _words(title) in _headings_of_steps()


@lru_cache(maxsize=1)
def _headings_of_links() -> frozenset[str]:
    return _headings(_LINKS)


@lru_cache(maxsize=1)
def _headings_of_steps() -> frozenset[str]:
    return _headings(_STEPS)


def _headings(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(_words(title) for text in table.values() for title in text.split(" | "))


@lru_cache(maxsize=1 << 12)
def _words(title: str) -> str:
    """Return the folded words of a heading, without punctuation."""
    return " ".join(token.whole for token in tokens(title))
