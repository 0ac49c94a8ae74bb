# SPDX-License-Identifier: MIT
"""Stop words: the grammar of a question. They count only if it has no other words.

The lists are short on purpose: idf does most of this work, and a listed word cannot tell two
articles apart. Spelling is folded. Negations, and words that may be the subject of a help article
(`can`, `out`), are not listed.
"""

from __future__ import annotations

from typing import Final

_LISTS: Final[dict[str, str]] = {
    "en": "a an and any are as at be been by did do does for from had has have how i if in into is"
    " it its me my of on or our so that the their them then there these they this those to was"
    " we were what when where which who why will with would you your can could should im ive"
    " id its am us",
    "ru": "а без бы был была были было в вам вас во вот все вы где да для до его ее если есть еще"
    " же за и из или им их к как какая какие какой ко когда кто ли мне мной мой моя мои мы на"
    " над нам нас но о об он она они от по под при с со так там то тот ты у уже чего чем что"
    " чтобы эта эти это этот я моего моей",
    "pl": "a aby albo ale by byc byl byla bylo byly co czego czy czym dla do gdy gdzie go i ich ile"
    " im ja jak jaka jaki jakie je jego jej jest jestem jesli kiedy kto ktora ktore ktory lub"
    " ma mam mi mnie mna moj moja moje moge mozna mu my na nad o od on ona one oni oraz po pod"
    " przez przy sa sie ta tak tam te tego tej ten to tu ty tym w we wiec z za ze czemu"
    " dlaczego",
    "de": "aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese"
    " diesem diesen dieser dieses du ein eine einem einen einer eines er es fur hab habe haben"
    " hat hatte ich ihm ihn ihr ihre im in ist ja kann man mein meine meinem meinen meiner"
    " mich mir mit nach noch nun ob oder sein seine sich sie sind so um und uns unser vom von"
    " vor wann war waren warum was wenn wer werden wie wir wird wo wurde wurden zu zum zur"
    " welche welcher welches",
    "fr": "a ai au aux avec c ce ces cet cette comment dans de des du elle elles en est et eu il"
    " ils j je l la le les leur leurs lui ma mais me mes mon nos notre nous on ont ou par pour"
    " pourquoi qu quand que quel quelle quelles quels qui s sa se ses son sont sur t ta te tes"
    " ton tu un une vos votre vous y d n",
    "es": "a al como con cual cuando de del desde donde el ella ellos en es esta este esto estos"
    " fue ha he la las le les lo los me mi mis o para por porque que quien se si son su sus te"
    " tu tus un una unos unas y ya yo",
    "it": "a ai al alla alle anche che chi ci come con cosa da dal dalla de degli dei del della"
    " delle di dove e ed e gli ho i il in io la le li lo ma mi mia mie miei mio ne nei nel"
    " nella o per perche piu quale quando questa queste questi questo se si sono su sul sulla"
    " tra un una uno",
    "pt": "a ao aos as com como da das de do dos e ela ele em era essa esse esta este eu foi ha"
    " isso isto ja la lhe me meu meus minha minhas na nas no nos o onde os ou para pela pelo"
    " por porque qual quando que quem se ser seu seus sua suas tem um uma voce",
    "nl": "aan als bij dan dat de deze die dit door een en er het hij hoe ik in is je kan me mijn"
    " na naar of om onze op te tot u uit uw van voor waar waarom was wat we welke wie wij ze"
    " zich zij zijn zo",
    "uk": "а або але б без би був була були було в вам вас ви від де для до є з за і із їх й її"
    " його к коли кого ли ма мене мені ми мій моя мої на над нам нас не ні о об один от по під"
    " при про та так там те ти то у хто це цей ця ці чи чому щоб що як яка який які я",
    "cs": "a aby ale ani bez by byl byla bylo co do i ja jak jake jako jaky je jeho jej jeji jen"
    " jsem jsou k kde kdo kdy ke ktera ktere ktery ma mam me mi mne moje mu muj my na nad nebo"
    " o od on ona oni po pod proc pro pri s se si so ta tak tam te ten to tu ty u uz v ve z za"
    " ze",
    "sv": "alla att av da de dem den det dig din du efter ej eller en ett for fran han har hon hur"
    " i inte jag kan man med mig min mitt nar och om pa sig sin som till under upp ut vad var"
    " varfor vem vi vid vilken",
    "da": "af at de dem den der det dig din du efter eller en er et for fra han har hun hvad hvem"
    " hvis hvor hvordan hvorfor i ja jeg kan man med men mig min mit naar nar og om op os pa"
    " sig sin som til ud var ved vi",
    "nb": "at av da de dem den der det din du eller en er et for fra han har hun hva hvem hvor"
    " hvordan hvorfor i ja jeg kan man med meg men min mitt nar og om opp oss pa seg sin som"
    " til ut var ved vi",
    "fi": "ei ja jos joka kun mika miksi milloin mina minun missa miten mutta ne niin on ovat se"
    " sen siina tai tama vai voi voin",
    "tr": "acaba ama bana ben benim bir biz bu bunu da daha de diye gibi hangi icin ile ise kim mi"
    " mu nasil ne neden nerede niye o olan olarak sen siz su ve veya ya",
    "hu": "a az egy es ez hogy hogyan hol ha is ki mi miert mikor melyik nekem van vagy",
    "ro": "a al ale am ar as au ca care ce cu cum da de din este eu ei el ele in la le lui ma mai"
    " mea mei meu mi nu o pe pentru prin sa sau se si sunt un una unde va",
}

_ALIASES: Final = {"nn": "nb", "no": "nb"}
_NO_ENDINGS: Final = frozenset({"en"})
"""Languages in which no stop word of two letters is also an ending."""


def min_last_word(lang: str) -> int:
    """Return the minimum length of a stop word at the end of a word that lost its spaces.

    `signin` is "sign in", but Polish `niedziałającego` is not "niedziałające go".
    """
    return 2 if lang.lower().partition("-")[0].partition("_")[0] in _NO_ENDINGS else 3


def stop_words(lang: str) -> frozenset[str]:
    """Return the folded stop words of a language; empty without a list. Ignores the region."""
    code = lang.lower().partition("-")[0].partition("_")[0]
    return frozenset(_LISTS.get(_ALIASES.get(code, code), "").split())
