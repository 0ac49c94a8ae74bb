# SPDX-License-Identifier: MIT
"""Common words that are often capitalized like a name: `Dear Support Team`, `Thanks, The …`."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
sir madam team support service services help desk helpdesk customer customers care all everyone
everybody there folks guys friend friends colleague colleagues admin administrator administrators
staff agent sirs office department sales billing technical hello hi hey dear thanks thank regards
best kind warm today yesterday tomorrow good morning afternoon evening day week weekend monday
tuesday wednesday thursday friday saturday sunday january february march april june july august
september october november december i i'm i've i'd i'll my me mine we we're our us you your he she
it it's its they this that these those the a an and or but so if when where what which who why how
is are was were am be been do does did done can can't could should would will won't may might must
not no yes ok okay please also any some in on at for from with to of as by after before since until
while because then now here still just only already again always never have has had having get got
getting try trying tried let make see look looking waiting working sure sorry great however
unfortunately hopefully need want about into out up down over under more most very account order
card payment transfer refund money app website phone email e-mail password login pin number address
device product software battery screen windows android iphone ios mac macos google apple microsoft
samsung wifi wi-fi bluetooth usb internet router issue problem error question regarding urgent fyi
asap english russian polish german french europe usa uk eu canada france germany poland russia
america london mastercard visa paypal amex atm iban sms vpn pdf url sepa swift top-up cash bank
banking mr mrs ms miss dr prof re fw fwd ps
вы вас вам ваш ваша ваше ваши мы нас нам наш наша я мне меня мой моя моё мое мои он она оно они это
эта этот эти то тот та те что чтобы как когда где куда почему зачем какой какая какие сколько кто
если но и а или не нет да после до при на в во с со у к по за из от для без под над об о про очень
прошу просим пожалуйста помогите подскажите можно нужно надо есть было была был были будет могу
можете хочу хотел хотела пытаюсь жду уже ещё еще все всё всем вчера сегодня завтра сейчас теперь
только также тоже спасибо здравствуйте привет добрый день вечер утро уважаемые уважаемый уважаемая
коллеги поддержка служба команда клиент клиента господа друзья заказ карта деньги верните счёт счет
роутер телефон пароль почта москва россия санкт-петербург российская российской
pan pani panie panowie państwo panstwo państwa szanowni szanowny szanowna dzień dobry witam cześć
zespół zespol obsługa klienta wsparcie dział support firma serwis ja mnie mi mój moja moje my nas
nam nasz on ona ono oni to ten ta te tego tej co że ze żeby jak kiedy gdzie dlaczego czemu czy który
która które kto ile jeśli jeżeli ale i a oraz lub albo nie nic tak w we na z za do od po przy dla
bez pod nad o u proszę prosze chcę chciałbym chciałabym mam mogę można trzeba jest są był była było
będzie już jeszcze wszystko wszyscy wczoraj dziś dzisiaj jutro teraz tylko też także bardzo dziękuję
dziekuje pozdrawiam pozdrowienia zamówienie karta konto pieniądze router telefon hasło numer polska
polski polskie warszawa kraków ponieważ niestety
"""

COMMON_WORDS: Final = frozenset(_WORDS.split())
"""Case folded; English, then Russian, then Polish."""
