"""Which institutions of the register the one on the paper may be: a help, never a finding."""

from collections.abc import Sequence

from recognition.domain.vocabulary import FieldName
from recognition.store.queries.casefile import CaseFile
from recognition.web.services import InstitutionFound, get_services


def candidates(file: CaseFile) -> Sequence[InstitutionFound] | None:
    """Candidates for the name that counts, or that the machine would read; ``None``: no register.

    The country is the case's own: papers of other countries' institutions are found too, later.
    """
    values = file.values.get(FieldName.INSTITUTION)
    name = (values.best or values.doubtful) if values else None
    if name is None or not name.value:
        return ()
    return get_services().institutions(name.value, file.case.country)
