"""The applicant's own details and what the recognition is for."""

import pycountry

from recognition.actions.doing import Doing
from recognition.domain.verbs import DETAILS, EditApplication
from recognition.errors import ErrorCode, InvalidInput


def edit_application(doing: Doing, verb: EditApplication) -> None:
    """Keep purpose, country and details; what is absent stays as it was.

    Raises ``InvalidInput`` (``BAD_VALUE``) for a country that is none or a purpose not offered.
    """
    case = doing.case
    if verb.country is not None:
        if pycountry.countries.get(alpha_2=verb.country) is None and verb.country != "XK":
            raise InvalidInput(ErrorCode.BAD_VALUE, "country")
        case.country = verb.country
    if verb.purpose is not None:
        if verb.purpose not in doing.rules.office.purposes:
            raise InvalidInput(ErrorCode.BAD_VALUE, "purpose")
        case.purpose = verb.purpose
        case.regime_id = doing.rules.regime_for(verb.purpose)
    known = {key: value for key, value in verb.details.items() if key in DETAILS}
    case.details = {**case.details, **known}
