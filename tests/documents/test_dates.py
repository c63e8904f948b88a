"""Dates of every language, script, order and calendar that papers are written in."""

import datetime as dt
import time

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.documents.extraction.dates.find import find_dates, find_years
from recognition.documents.extraction.page.fold import fold

OTHER = {"nb": "no", "ckb": "ku", "fil": "tl"}
# Languages with each CLDR locale (script, region) that a date is written in.
LOCALES = [
    (OTHER.get(locale, locale.split("_")[0]), locale)
    for line in (
        "en en_US fr de es pt it nl pl ro tr vi sq hr bs sr sr_Latn cs sk sl hu et lv lt fi sv da",
        "nb sw so id ms az az_Cyrl uz uz_Cyrl ku ckb tk uk ru be bg mk kk ky mn tg el he hy ka am",
        "ti hi ne bn ta si zh zh_Hant ja ko ar fa ps ur km lo fil",
    )
    for locale in line.split()
]


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("the twenty-third day of November, two thousand and eleven", "en", "2011-11-23"),
        ("vingt-huit juin deux mille treize", "fr", "2013-06-28"),
        ("a los veintiún (21) días del mes de junio de dos mil trece (2013)", "es", "2013-06-21"),
        ("aos quinze dias do mês de julho de dois mil e catorze", "pt", "2014-07-15"),
        ("am dreiundzwanzigsten Februar zweitausendfünfzehn", "de", "2015-02-23"),
        ("on the first day of May nineteen hundred and ninety-eight", "en", "1998-05-01"),
        ("двадцать четвёртого июля две тысячи тринадцатого года", "ru", "2013-07-24"),
        ("двадцять восьмого червня дві тисячі сімнадцятого року", "uk", "2017-06-28"),
        ("في اليوم الثامن والعشرين من شهر حزيران سنة ألفين وتسعة", "ar", "2009-06-28"),
        ("بیست و پنجم اردیبهشت ماه ۱۳۸۷", "fa", "2008-05-14"),
        ("بیست و پنجم اردیبهشت ماه هزار و سیصد و هشتاد و هفت", "fa", "2008-05-14"),
        ("yirmi üç Haziran iki bin on dört", "tr", "2014-06-23"),
        ("addì ventotto luglio duemilaquattordici", "it", "2014-07-28"),
        ("dnia dwudziestego ósmego czerwca dwa tysiące jedenastego roku", "pl", "2011-06-28"),
        ("douăzeci și opt iunie două mii unsprezece", "ro", "2011-06-28"),
        ("二〇一四年七月一日", "zh", "2014-07-01"),
        ("一百零一年六月十三日", "zh", "2012-06-13"),
        ("昭和六十三年三月二十五日", "ja", "1988-03-25"),
        ("平成26年3月20日", "ja", "2014-03-20"),
        ("令和元年五月一日", "ja", "2019-05-01"),
        ("2014년 2월 21일", "ko", "2014-02-21"),
        ("단기 4290년 3월 21일", "ko", "1957-03-21"),
        ("die XXIII mensis Iunii anno MMXIV", "en", "2014-06-23"),
        ("ነሐሴ 4 ቀን 2008 ዓ.ም", "am", "2016-08-10"),
        ("መስከረም 1 ቀን 2007 ዓ/ም", "am", "2014-09-11"),
        ("١٦ أي النار ١٩٩٠", "ar", "1990-01-16"),
        ("بیستم مهرماه ۲۵۳۵ شاهنشاهی", "fa", "1976-10-12"),
        ("٣٠ی ئه‌یلوولی ٢٠١٨", "ku", "2018-09-30"),
        ("ሀምሌ 4 ቀን 2008 ዓ.ም", "am", "2016-07-11"),  # also written ሐምሌ
        ("Meskerem 1, 2007 E.C.", "en", "2014-09-11"),
        ("Date of birth (E.C.) 30/07/1991", "en", "1999-04-08"),
        ("Result published on: 2072-01-18", "en", "2015-05-01"),
        ("July 11, 2007 E.C.", "en", "2015-07-18"),  # Hamle, by the name of the month it begins in
        ("ሓምለ 11 መዓልቲ 2007 ዓ.ም.", "ti", "2015-07-18"),
        ("दीक्षान्त दिवस, २२ दिसम्बर २०१६ जी. एस.", "hi", "2016-12-22"),  # no sign of a calendar
        ("১২ মে ২০১৪ খ্রিস্টাব্দের সনদ", "bn", "2014-05-12"),  # a sign that goes on
        ("2020 წლის 11 მარტს", "ka", "2020-03-11"),
        ("anul 2012 luna 05 ziua 14", "ro", "2012-05-14"),
        ("5. Juni im 98. Jahr der Republik China (2009)", "de", "2009-06-05"),
        ("8 JANUARIE / JANUARY 1988", "en", "1988-01-08"),
        ("12 دجمبر 1990", "ar", "1990-12-12"),
        ("2010 ஓகஸ்ட் 14", "ta", "2010-08-14"),
        ("20 de xaneiro de 2014", "es", "2014-01-20"),
        ("26 Deireadh Fómhair 2012", "en", "2012-10-26"),
        ("18 Luulyo 2019", "en", "2019-07-18"),
        ("ጁላይ 12 ቀን 2014 እ.ኤ.አ", "am", "2014-07-12"),
        ("วันที่ ๑๒ มกราคม พ.ศ. ๒๕๕๗", "th", "2014-01-12"),
        ("民國103年6月12日", "zh", "2014-06-12"),
        ('י"ב בתמוז תשע"ד', "he", "2014-07-10"),
        ("א׳ בתשרי ה׳תשע״ה", "he", "2014-09-25"),
        ("वि.सं. २०७१-०३-१५", "ne", "2014-06-29"),
        ("15 Ashadh 2071 B.S.", "en", "2014-06-29"),
        ("1431/3/4 هـ الموافق 2010/2/18 م", "ar", "2010-02-18"),
        ("أيار/مايو 12، 2014", "ar", "2014-05-12"),
        ("12 أيار/مايو 2014", "ar", "2014-05-12"),
        ("2014 m. birželio 12 d.", "lt", "2014-06-12"),
        ("2014. gada 12. jūnijs", "lv", "2014-06-12"),
        ("2014. gada 12. jūnijā", "lv", "2014-06-12"),
        ("2014 жылғы 12 шілде", "kk", "2014-07-12"),
        ("2014 жылдың 5-ші маусымында", "kk", "2014-06-05"),
        ("2014 оны 6 дугаар сарын 12-ны өдөр", "mn", "2014-06-12"),
        ("2014. június 12-én", "hu", "2014-06-12"),
        ("2014. év június hó 12. napján", "hu", "2014-06-12"),
        ("1994.10.21.", "hu", "1994-10-21"),
        ("2014-nji ýylyň 12-nji iýuny", "tk", "2014-06-12"),
        ("2014-yil 12-iyul", "uz", "2014-07-12"),
        ("2014 წლის 12 ივნისი", "ka", "2014-06-12"),
        ("2014 թ. հունիսի 12", "hy", "2014-06-12"),
        ("12 հունիսի 2014 թ.", "hy", "2014-06-12"),
        ("στις 12 Ιουνίου 2014", "el", "2014-06-12"),
        ("12. heinäkuuta 2014", "fi", "2014-07-12"),
        ("më 12 qershor 2014", "sq", "2014-06-12"),
        ("ngày 12 tháng 6 năm 2014", "vi", "2014-06-12"),
        ("ngày mười hai tháng sáu năm hai nghìn không trăm mười bốn", "vi", "2014-06-12"),
        ("১২ জুন, ২০১৪", "bn", "2014-06-12"),
        ("12 जून 2014", "hi", "2014-06-12"),
        ("12 ஜூன் 2014", "ta", "2014-06-12"),
        ("2014 ජූනි 12", "si", "2014-06-12"),
        ("12ê hezîrana 2014", "ku", "2014-06-12"),
        ("١٢ی حوزەیرانی ٢٠١٤", "ku", "2014-06-12"),
        ("12 Juun 2014", "so", "2014-06-12"),
        ("۱۲ جولائی ۲۰۱۴ء", "ur", "2014-07-12"),
        ("د ۱۳۹۳ کال د چنګاښ ۱۲", "ps", "2014-07-03"),
        ("12.V.2014", "en", "2014-05-12"),
        ("12-XII-1998", "en", "1998-12-12"),
        ("12 . 05 . 2014", "en", "2014-05-12"),
        ("l2.O5.2O14", "en", "2014-05-12"),
        ("12 05 2014", "en", "2014-05-12"),
        ("12.05.98", "en", "1998-05-12"),
        ("June 2019", "en", "2019-06"),
        ("12th July, 2014", "en", "2014-07-12"),
        ("Jul 12 2014", "en", "2014-07-12"),
        ("1º de julho de 2014", "pt", "2014-07-01"),
        ("le 12 jour du mois de juillet 2014", "fr", "2014-07-12"),
        ("12-Jul-98", "en", "1998-07-12"),
        ("23FEB1998", "en", "1998-02-23"),
        ("1 2 0 5 2 0 1 4", "en", "2014-05-12"),
        ("12 юни 2014 г.", "bg", "2014-06-12"),
        ("12. јуна 2014. године", "sr", "2014-06-12"),
        ("12. juna 2014. godine", "sr", "2014-06-12"),
        ("dne 12. června 2014", "cs", "2014-06-12"),
        ("12. lipnja 2014.", "hr", "2014-06-12"),
        ("12 чэрвеня 2014 г.", "be", "2014-06-12"),
        ("12 јуни 2014 година", "mk", "2014-06-12"),
        ("12 июни соли 2014", "tg", "2014-06-12"),
        ("2014-жылдын 12-июну", "ky", "2014-06-12"),
        ("12 iyun 2014-cü il", "az", "2014-06-12"),
        ("2014-cü il iyunun 12-də", "az", "2014-06-12"),
        ("12. juunil 2014. a", "et", "2014-06-12"),
        ("12. junija 2014", "sl", "2014-06-12"),
        ("12. júna 2014", "sk", "2014-06-12"),
        ("12 ሓምለ 2014", "ti", "2014-07-12"),
        ("tarehe 12 Julai 2014", "sw", "2014-07-12"),
        ("12 Juli 2014", "id", "2014-07-12"),
        ("12hb Julai 2014", "ms", "2014-07-12"),
        ("12 ביולי 2014", "he", "2014-07-12"),
        ("02 جويلية 2014", "ar", "2014-07-02"),
        ("1 محرم 1435 هـ", "ar", "2013-11-04"),
        ("۱/۱/۱۳۹۳", "fa", "2014-03-21"),
        ("२०७१ असार १५ गते", "ne", "2014-06-29"),
        ("ថ្ងៃទី១២ ខែមិថុនា ឆ្នាំ២០១៤", "km", "2014-06-12"),
        ("ວັນທີ 12 ມິຖຸນາ 2014", "lo", "2014-06-12"),
        ("၂၀၁၄ ခုနှစ် ဇွန်လ ၁၂ ရက်", "my", "2014-06-12"),
        ("이천십사년 이월 이십일일", "ko", "2014-02-21"),
        ("die vicesimo tertio Iunii anno bis millesimo quarto decimo", "la", "2014-06-23"),
        ("غرة محرم 1435", "ar", "2013-11-04"),
        ("the 24th day of December in the year 2021", "en", "2021-12-24"),
        ("January 8, 2020", "en", "2020-01-08"),
        ("«24» июля 2013 г.", "ru", "2013-07-24"),
        ("9 червня 2017 р.", "uk", "2017-06-09"),
        ("18 lipca 2018 r.", "pl", "2018-07-18"),
        ("1er juillet 2012", "fr", "2012-07-01"),
        ("23. Februar 2015", "de", "2015-02-23"),
        ("2019. július 2.", "hu", "2019-07-02"),
        ("١٢ حزيران ٢٠١٥", "ar", "2015-06-12"),
        ("06 جوان 2010", "ar", "2010-06-06"),
        ("۱۸ مهر ۱۳۸۹", "fa", "2010-10-10"),
        ("۱۳۸۹/۰۷/۱۸", "fa", "2010-10-10"),
        ("19.02.1996. godine", "bs", "1996-02-19"),
        ("13/06/2555", "th", "2012-06-13"),
        ("12/05/2014", "en", "2014-05-12"),
        ("2014-05-12", "en", "2014-05-12"),
        ("2014/5/12", "en", "2014-05-12"),
        ("12. 5. 2014.", "cs", "2014-05-12"),
        ("12|05|2014", "en", "2014-05-12"),
        ("2014-05-12T10:00", "en", "2014-05-12"),
        ("The 12-15 July 2014", "en", "2014-07-15"),
        ("Reg. No. 12/05/2014", "en", "2014-05-12"),
        ("2nd of Feb. 2012", "en", "2012-02-02"),
        ("Sept. 3rd, 1999", "en", "1999-09-03"),
        ("this 23rd day of May, A.D. 2008", "en", "2008-05-23"),
        (
            "in the year of Our Lord two thousand and nine, the first day of June",
            "en",
            "2009-06-01",
        ),
        (
            "on the fifth day of June in the year of Our Lord two thousand and nine",
            "en",
            "2009-06-05",
        ),
        ("Twentieth day of May in the year Two Thousand and Eight", "en", "2008-05-20"),
        ("the thirty-first day of May twenty fourteen", "en", "2014-05-31"),
        ("24 июля 2013г.", "ru", "2013-07-24"),
        ("от 24.07.2013г.", "ru", "2013-07-24"),
        ("1-е сентября 1999 года", "ru", "1999-09-01"),
        ("двадцать пятое июня тысяча девятьсот девяносто восьмого года", "ru", "1998-06-25"),
        ("l'an deux mille quatorze et le douze juin", "fr", "2014-06-12"),
        ("le sept juillet deux mille sept", "fr", "2007-07-07"),
        ("douze mai mil neuf cent quatre-vingt-dix-huit", "fr", "1998-05-12"),
        ("1.º de marzo de 2001", "es", "2001-03-01"),
        ("12/MAYO/2010", "es", "2010-05-12"),
        ("en Quito, a los 12 días del mes de mayo del 2010", "es", "2010-05-12"),
        ("cinco de julio del año dos mil catorce", "es", "2014-07-05"),
        ("في الخامس من تموز عام ألفين وأربعة عشر", "ar", "2014-07-05"),
        ("١٥ رمضان ١٤٣٥ هـ", "ar", "2014-07-12"),
        ("في اليوم الأول من شهر شباط سنة ألف وتسعمائة وثمان وتسعين", "ar", "1998-02-01"),
        ("تاریخ تولد: ۱۳۶۷/۱۱/۲۲", "fa", "1989-02-11"),
        ("18/7/1389", "fa", "2010-10-10"),
        ("民國 78 年 5 月 2 日", "zh", "1989-05-02"),
        ("西元2014年6月1日", "zh", "2014-06-01"),
        ("二O一四年七月一日", "zh", "2014-07-01"),
        ('ה׳ בסיוון התשע"ד', "he", "2014-06-03"),
        ('כ"ט באדר ב׳ תשע"ד', "he", "2014-03-31"),
        ("אחד בינואר 2014", "he", "2014-01-01"),
        ("5 בינו׳ 2023", "he", "2023-01-05"),
        ("วันที่ 12 เดือน มกราคม พุทธศักราช 2557", "th", "2014-01-12"),
        ("วันที่สิบสองมกราคมพุทธศักราชสองพันห้าร้อยห้าสิบเจ็ด", "th", "2014-01-12"),
        ("ሐምሌ ፲፪ ቀን ፳፻፮ ዓ.ም", "am", "2014-07-19"),
        ("12/11/2006 ዓ.ም", "am", "2014-07-19"),
        ("July 12, 2014 G.C.", "en", "2014-07-12"),
        ("2071/03/15", "ne", "2014-06-29"),
        ("born on 2045 Baisakh 10", "ne", "1988-04-22"),
        ("den 5. Jänner 2001", "de", "2001-01-05"),
        ("am ersten Juni neunzehnhundertachtundneunzig", "de", "1998-06-01"),
        ("drieëntwintig juni tweeduizend veertien", "nl", "2014-06-23"),
        ("den tjugotredje juni tvåtusenfjorton", "sv", "2014-06-23"),
        ("dvacátého třetího června dva tisíce čtrnáct", "cs", "2014-06-23"),
        ("dvadeset trećeg lipnja dvije tisuće četrnaeste", "hr", "2014-06-23"),
        ("двадесет и трети юни две хиляди и четиринадесета година", "bg", "2014-06-23"),
        ("είκοσι τρεις Ιουνίου δύο χιλιάδες δεκατέσσερα", "el", "2014-06-23"),
        ("kétezer-tizennégy június huszonhárom", "hu", "2014-06-23"),
        ("dua puluh tiga Juni dua ribu empat belas", "id", "2014-06-23"),
        ("bertarikh 23 haribulan Jun 2014", "ms", "2014-06-23"),
        ("तेईस जून दो हज़ार चौदह", "hi", "2014-06-23"),
        ("تئیس جون دو ہزار چودہ", "ur", "2014-06-23"),
        ("tarehe ishirini na tatu Juni elfu mbili na kumi na nne", "sw", "2014-06-23"),
        ("ოცდასამი ივნისი ორი ათას თოთხმეტი", "ka", "2014-06-23"),
        ("עשרים ושלושה ביוני אלפיים וארבע עשרה", "he", "2014-06-23"),
        ("njëzet e tre qershor dy mijë e katërmbëdhjetë", "sq", "2014-06-23"),
        ("kakskümmend kolm juuni kaks tuhat neliteist", "et", "2014-06-23"),
        ("douăzeci și trei iunie o mie nouă sute nouăzeci și opt", "ro", "1998-06-23"),
        ("vinte e três de junho de mil novecentos e noventa e oito", "pt", "1998-06-23"),
        ("il primo luglio millenovecentonovantotto", "it", "1998-07-01"),
        (
            "двадцять третього червня одна тисяча дев'ятсот дев'яносто восьмого року",
            "uk",
            "1998-06-23",
        ),
        ("die XXIV mensis Maii anno MCMXCVIII", "la", "1998-05-24"),
    ],
)
def test_a_date_is_found(text: str, language: str, iso: str) -> None:
    assert iso in {date.iso for date in find_dates(fold(text), (language, "en"))}


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(LOCALES), st.dates(dt.date(1930, 1, 1), dt.date(2039, 12, 31)))
def test_whatever_unicode_writes_out_is_read_back(locale: tuple[str, str], day: dt.date) -> None:
    language, name = locale
    # folding leaves no difference between the abbreviations of January and March in Thai
    for style in ("full", "long") if language == "th" else ("full", "long", "medium"):
        text = fold(format_date(day, style, locale=name))
        assert [date.iso for date in find_dates(text, (language, "en"))] == [day.isoformat()], text


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("June 2019", "en", "2019-06"),
        ("session juin 2014", "fr", "2014-06"),
        ("كانون الثاني 2014", "ar", "2014-01"),
        ("2014年7月", "zh", "2014-07"),
        ("中華民國103年6月", "zh", "2014-06"),
        ("2014. június", "hu", "2014-06"),
        ("tháng 6/2014", "vi", "2014-06"),
        ("06/2014", "en", "2014-06"),
        ("in July of the year nineteen hundred and seventy-five", "en", "1975-07"),
        ("مهر ۱۳۹۲", "fa", "2013"),
    ],
)
def test_a_month_without_a_day(text: str, language: str, iso: str) -> None:
    assert [date.iso for date in find_dates(fold(text), (language, "en"))] == [iso]


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("in the year 2014.", "en", "2014"),
        ("anno Domini MCMXCVIII", "en", "1998"),
        ("promotion deux mille quatorze", "fr", "2014"),
        ("سنة 1435 هـ", "ar", "2014"),
        ("المولود سنة 1990 م", "ar", "1990"),
        ("سال ۱۳۹۲", "fa", "2013"),
        ("سال ۱۳۹۲ هجری شمسی", "fa", "2013"),
        ("พ.ศ. 2557", "th", "2014"),
        ("ค.ศ. 2014", "th", "2014"),
        ("በ2006 ዓ.ም", "am", "2014"),
        ("፳፻፮ ዓ.ም", "am", "2014"),
        ('סוף שנת תשע"ד', "he", "2014"),
        ("सम्वत् २०७१", "ne", "2014"),
        ("2071 B.S.", "en", "2014"),
        ("二零零八年", "zh", "2008"),
        ("民國103年", "zh", "2014"),
        ("平成26年度", "ja", "2014"),
        ("단기 4290년", "ko", "1957"),
    ],
)
def test_a_bare_year(text: str, language: str, year: str) -> None:
    assert [found.iso for found in find_years(fold(text), (language, "en"))] == [year]


@pytest.mark.parametrize(
    "text",
    [
        "2018/2019",
        "2013-2014",
        "2013 - 2014",
        "AY 2013/14",
        "2014/123",
        "A2014",
        "page 2000",
        "12.05.2014",
        "June 2014",
        "no. 2014",
        "+43 1 2014 55",
        "ISO9001:20150",
    ],
)
def test_what_is_no_bare_year(text: str) -> None:
    assert find_years(fold(text), ("en",)) == []


@pytest.mark.parametrize(
    "text",
    [
        "37.02.2015", "no 4711/22", "3.45", "gpa 1.1.99", "40/1998/234", "Nr. 1/2011", "page 3/4",
        "12:30:45", "2018/2019", "Law no. 12/2014", "192.168.12.14", "12/05/2014/334",
        "Tel. 012 34 56 78", "+381 11 123 45 67", "version 1.12.2014.5", "31.02.2014",
        "29.02.2013", "No. 45/09, 63/14", "I.D. 12-05-1990-4411", "awarded in 2013 may be used",
        "3 out of 12 in march", "12 May", "2008/09", "0/0/2014", "13/13/2014",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_dates(fold(text), ("en",)) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("1431/3/4 هـ الموافق 2010/2/18 م", "ar", ["2010-02-18 hijri", "2010-02-18 gregorian"]),
        ("في 5/7/2014 م الموافق 8/9/1435 هـ", "ar", ["2014-07-05 gregorian", "2014-07-05 hijri"]),
        ('י"ב בתמוז תשע"ד, 10 ביולי 2014', "he", ["2014-07-10 hebrew", "2014-07-10 gregorian"]),
        ("2071-03-15 B.S. (2014-06-29 A.D.)", "en", ["2014-06-29 bikram", "2014-06-29 gregorian"]),
        ("2052-02-10 B.S. (24 May 1995)", "en", ["1995-05-24 bikram", "1995-05-24 gregorian"]),
        (
            "Hamle 5, 2006 E.C. (July 12, 2014 G.C.)",
            "en",
            ["2014-07-12 ethiopic", "2014-07-12 gregorian"],
        ),
    ],
)
def test_a_date_in_two_calendars_is_found_twice(text: str, language: str, found: list[str]) -> None:
    dates = find_dates(fold(text), (language, "en"))
    assert [f"{date.iso} {date.calendar}" for date in dates] == found


def test_one_date_that_must_be_month_first_makes_the_others_so() -> None:
    dates = find_dates("01/14/1985 and 05/11/2012", ("en",))
    assert [date.iso for date in dates] == ["1985-01-14", "2012-05-11"]
    assert find_dates("05/11/2012", ("en",), month_first=True)[0].iso == "2012-05-11"


def test_dates_that_contradict_one_another_make_no_order() -> None:
    found = find_dates("8/3/2015 and 9/15/2010 and 30/7/2014", ("en",))
    assert [date.iso for date in found] == ["2015-03-08", "2010-09-15", "2014-07-30"]


def test_the_places_are_those_of_the_text() -> None:
    text = fold("Born on 12 May 1990 in Rome; awarded 5.6.2014.")
    found = [text[date.start : date.end] for date in find_dates(text, ("en",))]
    assert found == ["12 may 1990", "5.6.2014"]


def test_what_is_shorter_is_less_sure() -> None:
    sures = [find_dates(t, ("en",))[0].sure for t in ("12 may 2014", "may 2014", "12.05.14")]
    assert sures == sorted(sures, reverse=True)


def test_two_digit_years_are_of_the_last_century_from_1930() -> None:
    assert find_dates("12.05.98", ("en",))[0].iso == "1998-05-12"
    assert find_dates("12.05.14", ("en",))[0].iso == "2014-05-12"


@given(st.text(alphabet="0123456789./- ivxmo年月日םב\"'هم", max_size=40))
def test_no_text_makes_an_impossible_date(text: str) -> None:
    for found in find_dates(fold(text), ("en", "ar", "he")):
        dt.date.fromisoformat(f"{found.iso}-01-01"[:10])
        assert 0 <= found.start < found.end <= len(text)


def test_a_page_takes_little_time() -> None:
    page = fold("This is to certify that the bearer, born on 12 May 1990, was admitted. " * 45)[
        :3000
    ]
    find_dates(page, ("en", "es"))
    times = []
    for run in range(7):
        begin = time.perf_counter()
        find_dates(f"{page}{run}", ("en", "es"))
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.05  # ten times what is usual
