"""English or not: what is refused, and, more often, what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import english
from kg.english import foreign, language_name

FOREIGN = {
    "af": "Die minister van buitelandse sake het Vrydag gesê dat die samesprekings in Genève sal voortgaan.",
    "ar": "قال وزير الخارجية يوم الجمعة إن المحادثات ستستمر في جنيف",
    "da": "Udenrigsministeren sagde fredag, at forhandlingerne fortsætter i Genève, og at ingen venter en aftale.",
    "de": "Der Außenminister sagte am Freitag, dass die Gespräche in Genf fortgesetzt werden und niemand abreist.",
    "el": "Ο υπουργός Εξωτερικών δήλωσε την Παρασκευή ότι οι συνομιλίες θα συνεχιστούν στη Γενεύη.",
    "es": "El ministro de Asuntos Exteriores dijo el viernes que las negociaciones continuarán en Ginebra.",
    "fr": "Le ministre des affaires étrangères a déclaré vendredi que les négociations se poursuivraient à Genève.",
    "he": "שר החוץ אמר ביום שישי שהשיחות יימשכו בז'נבה",
    "hi": "विदेश मंत्री ने शुक्रवार को कहा कि जिनेवा में वार्ता जारी रहेगी।",
    "id": "Menteri luar negeri mengatakan pada hari Jumat bahwa perundingan akan dilanjutkan di Jenewa.",
    "it": "Il ministro degli Esteri ha detto venerdì che i negoziati continueranno a Ginevra e che tutti restano.",
    "ja": "外務大臣は金曜日に、ジュネーブで交渉が続くと述べた。",
    "ko": "외무장관은 금요일 제네바에서 협상이 계속될 것이라고 말했다.",
    "nl": "De minister van Buitenlandse Zaken zei vrijdag dat de onderhandelingen in Genève worden voortgezet.",
    "pl": "Minister spraw zagranicznych oświadczył w piątek, że rozmowy będą kontynuowane w Genewie.",
    "pt": "O ministro das Relações Exteriores disse na sexta-feira que as negociações continuarão em Genebra.",
    "ru": "Министр иностранных дел заявил в пятницу, что переговоры продолжатся в Женеве.",
    "sw": "Waziri wa mambo ya nje alisema Ijumaa kwamba mazungumzo yataendelea mjini Geneva.",
    "th": "รัฐมนตรีต่างประเทศกล่าวเมื่อวันศุกร์ว่าการเจรจาจะดำเนินต่อไปที่เจนีวา",
    "tr": "Dışişleri Bakanı cuma günü görüşmelerin Cenevre'de süreceğini söyledi ve kimse ayrılmadı.",
    "uk": "Міністр закордонних справ заявив у п'ятницю, що переговори триватимуть у Женеві.",
    "vi": "Bộ trưởng ngoại giao cho biết hôm thứ Sáu rằng các cuộc đàm phán sẽ tiếp tục tại Geneva.",
    "zh": "外交部长星期五表示，谈判将在日内瓦继续进行。",
}
NAMES = (
    "Emmanuel Lefèvre, Jürgen Müller, José Ortega, Aleksandr Ivanov, Nguyễn Văn Minh, Recep Yıldız, Giovanni Rossi, "
    "María del Carmen Fernández, Juan de la Cruz Gómez, Jan van der Berg, Ludwig von Stein, Hassan bin Talal"
)
ENGLISH = {
    "prose": "The foreign minister said on Friday that the talks would go on and that nobody should expect a treaty.",
    "one line": "Sweden expels Peruvian ambassador",
    "two words": "Macron attends",
    "headlines": "Oslo talks stall\nEnvoy expelled\nMinisters meet Peru delegation\nFrench premier visits Madrid",
    "title case": "Oslo Talks Stall As Peru Expels Swedish Envoy Over Cod Quota Row In Barents Sea",
    "capitals": "FOREIGN MINISTER KARIN OXENVAD VISITED OSLO FRIDAY. TALKS STALLED. ENVOY EXPELLED BY PERU.",
    "telegram": "minister arrived oslo friday stop talks resume monday stop envoy recalled lima stop",
    "names in prose": f"{NAMES} met Karin Oxenvad.",
    "names alone": NAMES,
    "names in a line": "Siti Rahmat, envoy of the Persatuan Nelayan Pulau Besar Bersatu, lives in Taman Jaya.",
    "names in lines": NAMES.replace(", ", "\n"),
    "names in capitals": NAMES.upper(),
    "Scots": "The Scots meenister said on Friday that the talks wad gang on, an that naebody should expeck muckle.",
    "pidgin": "Di minister don tok say di meeting go continue for Abuja on Friday, but e no sabi wetin go happen.",
    "transcript": "Oxenvad: Are we agreed?\nIvanov: Da, da.\nOxenvad: Then sign here.\nMüller: Jawohl.",
    "a quotation": f"The minister said: “{FOREIGN['fr']}” She told reporters that this was all she had to say.",
    "a title": "The band played “La vie en rose” and “Non, je ne regrette rien” while the president was waiting.",
    "Cyrillic in it": "The newspaper Известия and the agency ТАСС said that the minister had been there from Monday.",
    "fancy letters": "𝐓𝐡𝐞 𝐟𝐨𝐫𝐞𝐢𝐠𝐧 𝐦𝐢𝐧𝐢𝐬𝐭𝐞𝐫 𝐬𝐚𝐢𝐝 𝐨𝐧 𝐅𝐫𝐢𝐝𝐚𝐲 𝐭𝐡𝐚𝐭 𝐭𝐡𝐞 𝐭𝐚𝐥𝐤𝐬 𝐰𝐨𝐮𝐥𝐝 𝐠𝐨 𝐨𝐧.",
    "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 2019 2020 2021 € 5,000",
    "nonsense": "asdf qwer zxcv uiop hjkl bnm wert sdfg xcvb tyui ghjk",
    "nothing": "",
}


@pytest.mark.parametrize("code", FOREIGN)
@pytest.mark.parametrize("times", [1, 40])
def test_another_language_is_told(code: str, times: int) -> None:
    assert foreign("\n".join([FOREIGN[code]] * times)) == code


@pytest.mark.parametrize("code", ["de", "es", "fr", "id", "nl", "pl", "ru", "sw"])
def test_another_language_is_told_in_capitals_and_without_them(code: str) -> None:
    assert foreign(FOREIGN[code].upper()) == code
    assert foreign(FOREIGN[code].lower()) == code


@pytest.mark.parametrize("kind", ENGLISH)
@pytest.mark.parametrize("times", [1, 40])
def test_english_and_what_may_be_english_is_read(kind: str, times: int) -> None:
    assert foreign("\n".join([ENGLISH[kind]] * times)) is None


def test_a_mixed_text_is_judged_on_the_whole() -> None:
    mostly, mostly_not = [ENGLISH["prose"]] * 6 + [FOREIGN["es"]] * 4, [ENGLISH["prose"]] + [FOREIGN["es"]] * 12
    assert foreign("\n".join(mostly)) is None and foreign("\n".join(reversed(mostly))) is None
    assert foreign("\n".join(mostly_not)) == foreign("\n".join(reversed(mostly_not))) == "es"


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        (ENGLISH["prose"], "fr", None),
        (ENGLISH["headlines"], "fr", None),
        (FOREIGN["fr"], "en-GB", "fr"),
        (FOREIGN["fr"], "es", "fr"),
        ("Macron visite Oslo", "fr", "fr"),
        ("Macron visite Oslo", "en", None),
        ("Macron visite Oslo", "English", None),
        ("", "fr", None),
        ("Москва", "en", None),
    ],
)
def test_the_text_decides_and_in_doubt_what_its_metadata_says(text: str, said: str, code: str | None) -> None:
    assert foreign(text, said=said) == code


def test_english_prose_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("loaded")

    monkeypatch.setattr(english, "_identifier", refuse)
    for kind in ("prose", "a quotation", "a title"):
        assert foreign(ENGLISH[kind]) is None


def test_without_room_for_the_model_in_doubt_it_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(english, "_identifier", full)
    assert foreign(FOREIGN["fr"]) is None
    assert foreign(FOREIGN["ru"]) == "und"


def test_names_of_languages() -> None:
    assert [language_name(c) for c in ("fr", "zh-Hant", "und", "tlh")] == [
        "French",
        "Chinese",
        "another language",
        "another language (tlh)",
    ]


@given(st.text(max_size=400))
def test_any_text_is_judged(text: str) -> None:
    found = foreign(text)
    assert found is None or language_name(found)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=100))
def test_english_stays_english_whatever_is_added(text: str) -> None:
    assert foreign(ENGLISH["prose"] * 5 + text) is None
