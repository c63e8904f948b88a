"""References survive the telephone: small letters, lost dashes, mistaken and swapped signs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.domain.reference import make_reference, read_reference

REFERENCES = st.builds(make_reference, st.integers(2020, 2099), st.binary(min_size=5, max_size=5))
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(REFERENCES)
def test_what_was_made_is_read(reference: str) -> None:
    assert read_reference(reference) == reference
    assert len(reference) == len("2026-XXXX-XXXX")


@given(REFERENCES)
def test_it_is_read_as_people_type_it(reference: str) -> None:
    assert read_reference(f"  {reference.lower().replace('-', ' ')} ") == reference
    assert read_reference(reference.replace("-", "")) == reference
    mistaken = reference[:4] + reference[4:].replace("1", "l").replace("0", "O")
    assert read_reference(mistaken) == reference


@given(REFERENCES, st.integers(0, 10), st.integers(1, 31))
def test_one_wrong_sign_is_noticed(reference: str, place: int, step: int) -> None:
    signs = list(reference.replace("-", ""))
    right = SIGNS.index(signs[place])
    wrong = (right + step) % 32 if place >= 4 else (right + step) % 10
    if {right, wrong} == {0, 31} or wrong == right:
        return  # 0 and Z are alike to a check modulo 31
    signs[place] = SIGNS[wrong]
    assert read_reference("".join(signs)) is None


@given(REFERENCES)
def test_two_swapped_neighbours_are_noticed(reference: str) -> None:
    signs = reference.replace("-", "")
    for place, (one, other) in enumerate(pairwise(signs[:11])):
        if one == other or {one, other} == {"0", "Z"}:
            continue
        swapped = signs[:place] + other + one + signs[place + 2 :]
        assert read_reference(swapped) is None


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-ABCD", "2026-ABCD-EFGHJ", "abcd-efgh-jkmn", "U"]
)
def test_what_is_none_is_read_as_none(text: str) -> None:
    assert read_reference(text) is None


def test_digits_and_dashes_of_other_scripts_are_read() -> None:
    reference = make_reference(2026, b"\x01\x02\x03\x04\x05")
    assert read_reference("٢٠٢٦" + reference[4:]) == reference
    assert read_reference(reference.replace("-", "\u2013")) == reference


@pytest.mark.parametrize("sign", ["U", "Б", "²", "½"])
def test_a_sign_that_no_reference_has_is_none(sign: str) -> None:
    reference = make_reference(2026, b"\x01\x02\x03\x04\x05")
    for place in (0, 6, 13):
        assert read_reference(reference[:place] + sign + reference[place + 1 :]) is None
