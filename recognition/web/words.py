"""Closed vocabularies in the reader's words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from recognition.domain.vocabulary import (
    ConditionKind,
    ConditionResult,
    DocumentKind,
    FieldName,
    Purpose,
)
from recognition.web.wording.decision import DECISION
from recognition.web.wording.procedure import PROCEDURE

_WORDS: dict[StrEnum, LazyString] = {
    Purpose.ACADEMIC: _("Study"),
    Purpose.PROFESSIONAL: _("Work in a regulated profession"),
    Purpose.LABOUR_MARKET: _("Other work"),
    DocumentKind.QUALIFICATION: _("Diploma or certificate"),
    DocumentKind.TRANSCRIPT: _("List of subjects and grades"),
    DocumentKind.SUPPLEMENT: _("Diploma Supplement"),
    DocumentKind.TRANSLATION: _("Translation"),
    DocumentKind.NAME_CHANGE: _("Proof of a change of name"),
    DocumentKind.IDENTITY: _("Proof of identity"),
    DocumentKind.OTHER: _("Other paper"),
    FieldName.HOLDER_NAME: _("Name on the paper"),
    FieldName.DATE_OF_BIRTH: _("Date of birth"),
    FieldName.INSTITUTION: _("School or university"),
    FieldName.COUNTRY: _("Country"),
    FieldName.QUALIFICATION_TITLE: _("Title of the qualification"),
    FieldName.FIELD_OF_STUDY: _("Field of study"),
    FieldName.AWARD_DATE: _("Date of award"),
    FieldName.GRADE: _("Grade"),
    FieldName.CREDITS: _("Credits"),
    FieldName.DURATION: _("Length of study"),
    FieldName.DOCUMENT_TYPE: _("Kind of paper"),
    FieldName.ISCED_LEVEL: _("ISCED level"),
    FieldName.ISCED_F: _("ISCED field"),
}


# Members of two vocabularies may have the same value, and are equal then: one table for each.
_TABLES: dict[type[StrEnum], Mapping[Any, Any]] = {**PROCEDURE, **DECISION}


def word(value: StrEnum) -> LazyString:
    """Return the word for a value of a vocabulary; one without a word is a ``KeyError``."""
    return _TABLES.get(type(value), _WORDS)[value]


_OF_A_TEST = {
    ConditionResult.FULFILLED: _("Test passed"),
    ConditionResult.NOT_FULFILLED: _("Test not passed"),
}


def condition_word(kind: ConditionKind, result: ConditionResult) -> LazyString:
    """Return the word for what came of a condition: a test is passed, others are fulfilled."""
    return _OF_A_TEST[result] if kind is ConditionKind.APTITUDE_TEST else word(result)
