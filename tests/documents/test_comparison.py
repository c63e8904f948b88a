"""Between documents: the same person in another script or order, and contradictions."""

import pytest

from recognition.documents.comparison import compare, same_name
from recognition.documents.model import DocumentReading, Field
from recognition.domain.vocabulary import Agreement, FieldName, ReadingSource


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Szentpéteri Borbála", "Borbála Szentpéteri"),
        ("KARAGÖZLÜ Defne", "Defne Karagozlu"),
        ("Гаврилишин Ярема Миколайович", "Yarema Havrylyshyn"),
        ("محمد الأحمد", "Mohammad Al-Ahmad"),
        ("Yousef Haddad", "يوسف حداد"),
        ("Selamawit Teklehaimanot", "ሰላማዊት ተክለሃይማኖት"),
        ("Παπαδόπουλος Γεώργιος", "Georgios Papadopoulos"),
    ],
)
def test_one_person_in_two_scripts_or_orders(one: str, other: str) -> None:
    assert same_name(one, other) is Agreement.SAME


def test_a_maiden_name_is_similar_and_a_stranger_different() -> None:
    assert same_name("Olena Petrenko", "Olena Koval") is Agreement.SIMILAR
    assert same_name("Olena Petrenko", "Mariam Haddad") is Agreement.DIFFERENT


def reading(**fields: str) -> DocumentReading:
    return DocumentReading(
        pages=1,
        fields={
            FieldName(name): Field(
                value=value, normalised=value, page=1, box=None, confidence=0.9,
                source=ReadingSource.OCR,
            )
            for name, value in fields.items()
        },
    )  # fmt: skip


def test_contradictions_come_first_and_say_both_values() -> None:
    findings = compare(
        {
            "diploma": reading(
                holder_name="Ada Example", date_of_birth="1990-01-02",
                institution="Northern University", award_date="2015-06-01",
            ),
            "transcript": reading(
                holder_name="EXAMPLE Ada", date_of_birth="1990-02-01",
                institution="Northern University", award_date="2015-06-01",
            ),
        }
    )  # fmt: skip
    first = findings[0]
    assert (first.name, first.agreement) == (FieldName.DATE_OF_BIRTH, Agreement.DIFFERENT)
    assert (first.first_value, first.second_value) == ("1990-01-02", "1990-02-01")
    assert {f.name for f in findings[1:]} == {
        FieldName.HOLDER_NAME, FieldName.INSTITUTION, FieldName.AWARD_DATE,
    }  # fmt: skip
    assert all(f.agreement is Agreement.SAME for f in findings[1:])


def test_a_school_certificate_beside_a_degree_contradicts_nothing_of_the_award() -> None:
    findings = compare(
        {
            "school": reading(institution="Lycée du Lac", award_date="2008-07-01",
                              qualification_title="Baccalauréat", holder_name="Amina Diallo"),
            "degree": reading(institution="Université du Fleuve", award_date="2012-07-01",
                              qualification_title="Licence en droit", holder_name="Amina Diallo"),
        }
    )  # fmt: skip
    assert [f.name for f in findings] == [FieldName.HOLDER_NAME]
