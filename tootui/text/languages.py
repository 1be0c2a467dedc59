"""The names of the languages that posts are written in."""

from __future__ import annotations

_NAMES = dict(
    line.split(" ", 1)
    for line in """\
af Afrikaans
am Amharic
an Aragonese
ar Arabic
as Assamese
ast Asturian
az Azerbaijani
ba Bashkir
be Belarusian
bg Bulgarian
bn Bengali
bo Tibetan
br Breton
bs Bosnian
ca Catalan
ckb Central Kurdish
co Corsican
cs Czech
csb Kashubian
cy Welsh
da Danish
de German
dv Divehi
el Greek
en English
eo Esperanto
es Spanish
et Estonian
eu Basque
fa Persian
fi Finnish
fil Filipino
fo Faroese
fr French
fy Frisian
ga Irish
gd Scottish Gaelic
gl Galician
gsw Swiss German
gu Gujarati
ha Hausa
he Hebrew
hi Hindi
hr Croatian
ht Haitian Creole
hu Hungarian
hy Armenian
ia Interlingua
id Indonesian
ig Igbo
io Ido
is Icelandic
it Italian
ja Japanese
jbo Lojban
jv Javanese
ka Georgian
kab Kabyle
kk Kazakh
km Khmer
kn Kannada
ko Korean
ku Kurdish
kw Cornish
ky Kyrgyz
la Latin
lb Luxembourgish
lo Lao
lt Lithuanian
lv Latvian
mg Malagasy
mi Maori
mk Macedonian
ml Malayalam
mn Mongolian
mr Marathi
ms Malay
mt Maltese
my Burmese
nb Norwegian Bokmål
nds Low German
ne Nepali
nl Dutch
nn Norwegian Nynorsk
no Norwegian
oc Occitan
or Odia
os Ossetian
pa Punjabi
pl Polish
ps Pashto
pt Portuguese
qu Quechua
rm Romansh
ro Romanian
ru Russian
rw Kinyarwanda
sa Sanskrit
sc Sardinian
sco Scots
sd Sindhi
se Northern Sami
si Sinhala
sk Slovak
sl Slovenian
sn Shona
so Somali
sq Albanian
sr Serbian
su Sundanese
sv Swedish
sw Swahili
szl Silesian
ta Tamil
te Telugu
tg Tajik
th Thai
tk Turkmen
tl Tagalog
tlh Klingon
tok Toki Pona
tr Turkish
tt Tatar
ug Uyghur
uk Ukrainian
ur Urdu
uz Uzbek
vi Vietnamese
wa Walloon
xh Xhosa
yi Yiddish
yo Yoruba
yue Cantonese
zgh Tamazight
zh Chinese
zu Zulu""".splitlines()
)

CODES = tuple(_NAMES)
"""The languages that have a name here."""


def primary(code: str) -> str:
    """The language itself, without region or script: ``pt`` of ``pt-BR``."""
    return code.replace("_", "-").partition("-")[0].lower()


def language_name(code: str) -> str:
    """A language's English name, with what tells its variety: ``Portuguese (BR)``; a code unknown here stays as it
    is."""
    name = _NAMES.get(primary(code))
    if name is None:
        return code
    variety = code.replace("_", "-").partition("-")[2]
    return f"{name} ({variety})" if variety else name
