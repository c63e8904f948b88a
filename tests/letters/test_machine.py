"""People are told that a machine helped, and that people decided."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from recognition.domain.vocabulary import Outcome
from recognition.letters.decision import render_decision
from recognition.office import Office

from .conftest import content_for


@pytest.mark.parametrize("outcome", Outcome)
def test_every_letter_says_that_a_machine_helped(
    office: Office, snapshot: dict[str, Any], outcome: Outcome
) -> None:
    """GDPR, article 22; EU AI Act, article 26(11): the person concerned knows of it."""
    url = "https://recognition.example/verify/2026-7K3M-9QX4"
    pdf = render_decision(content_for(outcome), snapshot, office, verify_url=url)
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "A machine helped to read the papers; people decided." in text
