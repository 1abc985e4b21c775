"""Dates and times of papers, mails, feeds and pages, to ISO 8601."""

from __future__ import annotations

import datetime
import random
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from segment.dates import parse_date
from segment.dates.folding import fold, months, weekdays
from segment.dates.parse import SEARCHED_CHARS
from segment.words import word_list, word_lists

JUNE_3 = "2031-06-03"

DAYS = [
    "3 June 2031",
    "03 June 2031",
    "June 3, 2031",
    "June 3 2031",
    "JUNE 3, 2031",
    "June 3rd, 2031",
    "3rd of June, 2031",
    "June the 3rd, 2031",
    "Jun. 3, 2031",
    "Jun 3, '31",
    "3 June '31",
    "03-Jun-31",
    "3-jun-2031",
    "2031 June 3",
    "2031-Jun-03",
    "June 3, 2031 Tuesday",
    "Tuesday, 3 June 2031, p. 93",
    "KELLSUND, June 3, 2031 (NNA) — The ferry was late.",
    "Published: June 3, 2031",
    "the\n 3   June\r\n2031",
    "3. Juni 2031",
    "Dienstag, den 3. Juni 2031",
    "Stand: 3.Juni 2031",
    "mardi 3 juin 2031, p. 93",
    "3 juin 2031",
    "3 de junio de 2031",
    "3 de junio del 2031",
    "junio 3 de 2031",
    "mar. 3 giugno 2031",
    "3 de junho de 2031",
    "3 juni 2031",
    "3 июня 2031 г.",
    "3-го июня 2031 года",
    "3 ΙΟΥΝΊΟΥ 2031",
    "٣ يونيو ٢٠٣١",
    "3 حزيران/يونيو 2031",
    "3 حزيران (يونيو) 2031",
    "ה-3 ביוני 2031",
    "३ जून, २०३१",
    "2031年6月3日",
    "２０３１年６月３日",
    "港報 2031年06月03日",
    "2031년 6월 3일",
    "2031. 6. 3.",
    "3 มิถุนายน 2574",
    "วันที่ 3 มิ.ย. พ.ศ. 2574",
    "3 มิถุนายน ค.ศ. 2031",
    "3 June พ.ศ. 2574",
    "2031-06-03",
    "2031\u201106\u201103",
    "2031/6/3",
    "https://ferry.example/2031/06/03/late",
    "20310603",
    "news·20310603·HP·106702",
    "03.06.2031",
    "3 June 2031²",
    "3 hours ago 2031-06-03",
    "Copyright 2030 June 3, 2031",
    "Vol. 5, No. 12, 3 June 2031",
    "Page 2 - 3 June 2031",
    "3-5 June 2031",
    "3 - 5 June 2031",
    "3/4 June 2031",
    "3 and 4 June 2031",
    "3. bis 5. Juni 2031",
    "du 3 au 5 juin 2031",
    "3 to Thursday, 5 June 2031",
    "June 3-5, 2031",
    "June 3 - July 2, 2031",
    "3 June - 2 July 2031",
    "June 3, 2031 Updated June 4, 2031 5:00 pm",
]

OTHER_DAYS = [
    ("January 11, 2010 Monday", "2010-01-11"),
    ("jeudi 6 février 2014, p. 93", "2014-02-06"),
    ("6 FEVRIER 2014", "2014-02-06"),
    ("1er mars 2031", "2031-03-01"),
    ("1º de março de 2031", "2031-03-01"),
    ("1° marzo 2031", "2031-03-01"),
    ("11 janv. 2010", "2010-01-11"),
    ("Sept. 3, 2031", "2031-09-03"),
    ("11 January 13, 2031", "2031-01-13"),
    ("29 février 2028", "2028-02-29"),
    ("3 ابريل 2031", "2031-04-03"),
    ("3 בינו׳ 2031", "2031-01-03"),
    ("3 नव॰ 2031", "2031-11-03"),
    ("\u200f13\u200f/06\u200f/2031", "2031-06-13"),
    ("3 June 70", "1970-06-03"),
    ("3 June 69", "2069-06-03"),
    ("3 June 1899", "1899-06-03"),
]

MONTHS_ONLY = [
    ("June 2031", "2031-06"),
    ("Juni 2031, S. 5", "2031-06"),
    ("June '31", "2031-06"),
    ("June/July 2031", "2031-06"),
    ("Nr. 12 Dezember 2031", "2031-12"),
    ("N° 12 décembre 2031", "2031-12"),
    ("ago. 2031", "2031-08"),
    ("2031年6月号", "2031-06"),
    ("2031-06", "2031-06"),
    ("6/2031", "2031-06"),
    ("June 2031 16:15", "2031-06"),
    ("16:15 June 2031", "2031-06"),
]

NONE = [
    "",
    "3",
    "2031",
    "Yesterday",
    "3 hours ago",
    "3 years ago 2031",
    "sold out 2031",
    "June 3",
    "June 3, 16:15",
    "2031 June 16:15",
    "The ferry of June 3 was late",
    "31 June 2031",
    "45 June 2031",
    "00 June 2031",
    "29 February 2031",
    "2031-02-29",
    "2031-13-01",
    "2031-06-00",
    "3 June 1599",
    "3 June 2200",
    "1410/03/13",
    "31.06.2031",
    "28 December - 3 January 2031",
    "December/January 2031",
    "12-6 June 2031",
    "Festival, 3 - 5 June 2031",
    "2-3/06/2031",
    "3/6/31",
    "3.6.31",
    "13/06/30",
    "3 มิ.ย. 74",
    "3 มิ.ย. 1200",
    "令和13年6月3日",
    "H31.04.01",
    "10.12.2031.5",
    "1234567820310603",
    "from 2031-06 to 2031-07",
    "june" * 100,
]

TIMES = [
    ("2031-06-03T16:15", "T16:15"),
    ("2031-06-03 16:15:00", "T16:15:00"),
    ("2031-06-03T16:15:00Z", "T16:15:00+00:00"),
    ("2031-06-03T16:15:00.123456-05:00", "T16:15:00-05:00"),
    ("2031-06-03T16:15-05:00", "T16:15-05:00"),
    ("20310603T161500Z", "T16:15:00+00:00"),
    ("20310603161500", "T16:15:00"),
    ("Tue, 03 Jun 2031 16:15:00 +0200", "T16:15:00+02:00"),
    ("Tue, 3 Jun 31 16:15 -0500 (EST)", "T16:15-05:00"),
    ("Tue, 03 Jun 2031 16:15:00 -0000", "T16:15:00+00:00"),
    ("Tue, 03 Jun 2031 16:15:00 +0260", "T16:15:00"),
    ("Tuesday, 03-Jun-31 16:15:00 GMT", "T16:15:00+00:00"),
    ("Tue Jun  3 16:15:00 2031", "T16:15:00"),
    ("Tue Jun 03 16:15:00 CEST 2031", "T16:15:00+02:00"),
    ("Tue Jun 03 16:15:00 +0000 2031", "T16:15:00+00:00"),
    ("Tue Jun 03 2031 16:15:00 GMT+0200 (Sommerzeit)", "T16:15:00+02:00"),
    ("03/Jun/2031:16:15:00 +0200", "T16:15:00+02:00"),
    ("June 3, 2031 Tuesday 9:20 AM GMT", "T09:20+00:00"),
    ("Dienstag, 3. Juni 2031 09:31:00 CEST", "T09:31:00+02:00"),
    ("Published: June 3, 2031 at 4:15 pm", "T16:15"),
    ("June 3, 2031, 4 p.m. ET", "T16:00"),
    ("June 3, 2031 12:30 a.m. EST", "T00:30-05:00"),
    ("June 3, 2031 12:30 pm", "T12:30"),
    ("June 3, 2031 16:15 pm", "T16:15"),
    ("June 3, 2031 16:15 am", ""),
    ("June 3, 2031 16:15 UTC-5", "T16:15-05:00"),
    ("June 3, 2031 16:15 UTC+5:30", "T16:15+05:30"),
    ("June 3, 2031 16:15 GMT+15", "T16:15"),
    ("June 3, 2031 16:15 XYZ", "T16:15"),
    ("June 3, 2031 16:15 IST", "T16:15"),
    ("June 3, 2031 9:20-10:30", "T09:20"),
    ("4:15 PM ET, Tue June 3, 2031", "T16:15"),
    ("16:15 Uhr, 3. Juni 2031", "T16:15"),
    ("Updated 4:15 pm on June 3, 2031", "T16:15"),
    ("15:00 16:15 June 3, 2031", "T16:15"),
    ("3. Juni 2031, 16.15 Uhr", "T16:15"),
    ("3. Juni 2031, 4.15 Uhr nachmittags", "T16:15"),
    ("3. Juni 2031, um 16 Uhr", "T16:00"),
    ("3 juin 2031 à 16h15", "T16:15"),
    ("3 juin 2031 à 16 h 15", "T16:15"),
    ("3 de junio de 2031 a las 16:15 h", "T16:15"),
    ("3 de junio de 2031, 4:15 p. m.", "T16:15"),
    ("3 de junio de 2031, 9:15 de la noche", "T21:15"),
    ("3 de junho de 2031 às 16h15", "T16:15"),
    ("3 giugno 2031 alle ore 16.15", "T16:15"),
    ("3 juni 2031 om 16.15 uur", "T16:15"),
    ("3 июня 2031 г. в 16:15 MSK", "T16:15+03:00"),
    ("3 Ιουνίου 2031, 4:15 μ.μ.", "T16:15"),
    ("3 يونيو 2031، الساعة 4:15 م", "T16:15"),
    ("3 ביוני 2031 בשעה 16:15", "T16:15"),
    ("3 มิ.ย. 2574 เวลา 16.15 น.", "T16:15"),
    ("2031年6月3日(火) 16時15分", "T16:15"),
    ("2031年6月3日 星期二下午4:15", "T16:15"),
    ("2031년 6월 3일 화요일 오후 4시 5분", "T16:05"),
    ("2031. 6. 3. AM 4:15", "T04:15"),
    ("3 June 2031 12.50 euros", ""),
    ("3 June 2031, p. 16:15", ""),
    ("3 June 2031 24:15", ""),
    ("3 June 2031 16:155", ""),
    ("3 June 2031 16:60", ""),
    ("3 June 2031 GMT+2", ""),
    ("3 June 2031 Updated 16:15", ""),
    ("at 16:15 in Kellsund on 3 June 2031", ""),
]

FIGURES = [
    ("03/04/2031", None, None),
    ("03/04/2031", "en", None),
    ("03/04/2031", "zh", None),
    ("03/04/2031", "de", "2031-04-03"),
    ("03-04-2031", "nl", "2031-04-03"),
    ("03.04.2031", None, "2031-04-03"),
    ("03.04.2031", "en", None),
    ("13/04/2031", None, "2031-04-13"),
    ("04/13/2031", None, "2031-04-13"),
    ("04/13/2031", "fr", "2031-04-13"),
    ("04/04/2031", None, "2031-04-04"),
    ("13/13/2031", "de", None),
    ("2031-04-03", "de", "2031-04-03"),
    ("3/4/31", "es", "2031-04-03"),
    ("3/4/31", "en", None),
    ("31/12/99", None, "1999-12-31"),
    ("12/31/99", None, "1999-12-31"),
    ("06/06/06", None, "2006-06-06"),
    ("31.06.03", "de", None),
    ("31.06.03", None, None),
    ("3/4/74", "th", None),
    ("3/4/2574", "th", None),
    # 5 November 2012 was a Monday, 11 May a Friday.
    ("Monday, 11.05.2012", None, "2012-11-05"),
    ("Fri, 11/05/2012", "en", "2012-05-11"),
    ("Mo, 11/05/2012", "de", "2012-11-05"),
    ("Sunday, 11/05/2012", "en", None),
    ("Sunday, 11/05/2012", "de", "2012-05-11"),
]


@pytest.mark.parametrize("raw", DAYS)
def test_day_as_written(raw):
    assert parse_date(raw) == JUNE_3


@pytest.mark.parametrize(("raw", "date"), OTHER_DAYS)
def test_other_day(raw, date):
    assert parse_date(raw) == date


@pytest.mark.parametrize(("raw", "month"), MONTHS_ONLY)
def test_month_without_a_day(raw, month):
    assert parse_date(raw) == month


@pytest.mark.parametrize("raw", NONE)
def test_what_is_no_date_or_no_clear_one(raw):
    assert parse_date(raw) is None


@pytest.mark.parametrize(("raw", "time"), TIMES)
def test_time_beside_the_day(raw, time):
    assert parse_date(raw) == JUNE_3 + time


@pytest.mark.parametrize(("raw", "language", "date"), FIGURES)
def test_order_of_figures(raw, language, date):
    assert parse_date(raw, language) == date


def test_only_the_beginning_is_searched():
    assert parse_date("x" * (SEARCHED_CHARS - 1) + " 3 June 2031 16:15") == "2031-06-03T16:15"
    assert parse_date("x" * SEARCHED_CHARS + " 3 June 2031 16:15") is None


# Written anew and not read from the lists of the program.
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
    "Δεκεμβρίου",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
}
LONG_FORMS = {
    "de": "{day}. {month} {year}",
    "es": "{day} de {month} de {year}",
    "pt": "{day} de {month} de {year}",
    "he": "{day} ב{month} {year}",
    "ru": "{day} {month} {year} г.",
    "ja": "{year}年{number}月{day}日",
    "ko": "{year}년 {number}월 {day}일",
    "zh": "{year}年{number}月{day}日",
}
LANGUAGES = sorted({*MONTHS, *LONG_FORMS})
DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "hi": "०१२३४५६७८९", "th": "๐๑๒๓๔๕๖๗๘๙", "ja": "０１２３４５６７８９"}
ISO = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?)?")


def write_long(day, language):
    names = MONTHS.get(language, "").split()
    return LONG_FORMS.get(language, "{day} {month} {year}").format(
        day=day.day,
        month=names[day.month - 1] if names else "",
        number=day.month,
        year=day.year + (543 if language == "th" else 0),
    )


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=days)
def test_long_form_gives_its_day_back(language, day):
    written = write_long(day, language)
    own_figures = written.translate(str.maketrans("0123456789", DIGITS.get(language, "0123456789")))
    for text in (written, written.upper(), own_figures):
        assert parse_date(text) == parse_date(text, language) == day.isoformat()


@given(
    moment=st.datetimes(
        datetime.datetime(1900, 1, 1),
        datetime.datetime(2100, 12, 31),
        timezones=st.none()
        | st.integers(-14 * 60, 14 * 60).map(lambda m: datetime.timezone(datetime.timedelta(minutes=m))),
    )
)
def test_iso_and_mail_give_their_moment_back(moment):
    moment = moment.replace(microsecond=0)
    assert parse_date(moment.isoformat()) == moment.isoformat()
    english = f"{moment:%d} {MONTHS['en'].split()[moment.month - 1][:3]} {moment.year} {moment:%H:%M:%S %z}"
    assert parse_date(english) == moment.isoformat()


pieces = st.sampled_from(
    [
        *"0123456789 .,:;/-–'()年月日년월일พศ+TZ\n",
        *("2031", "31", "June", "juin", "Mon", "am", "pm", "at", "de", "to", "GMT", "h", "Uhr", "No.", "มิ.ย.", "²"),
        *("٣", "ﷺ", "\u200f", "\ud800", "\0"),
    ]
)


@given(
    text=st.text() | st.lists(pieces, max_size=60).map("".join),
    language=st.sampled_from([None, "xx", *LANGUAGES]),
)
@example(text="16:15 0 June 2031", language=None)
@example(text="3 June 2031 99:99:99 +99:99", language=None)
def test_any_text_gives_iso_or_nothing(text, language):
    date = parse_date(text, language)
    assert date is None or ISO.fullmatch(date)
    if date and len(date) > len("2031-06"):
        datetime.datetime.fromisoformat(date)


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "1.", "1/", "1 - ", "1:11 ", "june ", "june 3 ", "3-5 june - ", "2031 ", "ﷺ", "mo", "a ", "1 de "],
)
def test_endless_text_is_read_like_its_beginning(piece):
    longest = piece * (10_000_000 // len(piece))
    assert parse_date(longest) == parse_date(longest[:1000])


@pytest.mark.parametrize(("words", "size"), [("month_names", 12), ("weekdays", 7)])
def test_every_language_has_a_line_for_each_name(words, size):
    assert {len(lines) for language, lines in word_lists(words).items() if language != "*"} == {size}


@pytest.mark.parametrize(("words", "numbers"), [("month_names", months), ("weekdays", weekdays)])
def test_no_name_has_two_numbers(words, numbers):
    told = {
        (fold(name).rstrip("."), number)
        for lines in word_lists(words).values()
        for number, line in enumerate(lines, 1)
        for name in line.split(",")
    }
    assert told == set(numbers().items())


def test_every_zone_has_an_offset_or_none():
    assert all(re.fullmatch(r"[A-Z]+(?: [+-]\d\d:\d\d)?", line) for line in word_list("zones"))


ORACLE_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "el", "ar", "he", "hi", "zh", "ja", "ko")


@pytest.mark.parametrize("language", ORACLE_LANGUAGES)
def test_dateparser_reads_the_same(language):
    dateparser = pytest.importorskip("dateparser")
    random.seed(language)
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]}
    for _ in range(20):
        day = datetime.date(1970, 1, 1) + datetime.timedelta(days=random.randrange(36_000))
        forms = [write_long(day, language), f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d} {random.randrange(24):02}:15"]
        for written in forms:
            read = dateparser.parse(written, languages=[language], settings=settings)
            expected = read.isoformat("T", "minutes") if ":" in written else read.date().isoformat()
            if "/" in written and day.day <= 12 and language in ("en", "zh", "ja", "ko") and day.day != day.month:
                expected = None
            assert parse_date(written, language) == expected
