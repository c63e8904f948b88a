"""First figures of the mapper: start and time a title, on invented titles."""

import time

from recognition.isced.mapper import map_qualification, warm_up
from recognition.isced.model import Query

_TITLES = (
    Query("ليسانس في الحقوق", country="SY", language="ar"),
    Query("Диплом бакалавра з комп'ютерних наук", country="UA", language="uk"),
    Query("Magister inżynier budownictwa", country="PL"),
    Query("Licence en sciences infirmières", country="CD"),
    Query("Bachelor of Science", field="Marine propulsion systems", country="PH"),
    Query("کارشناسی ارشد مهندسی برق", country="IR"),
    Query("Técnico Superior en Administración y Finanzas", country="ES"),
    Query("Zzyzx qwerty"),
)
_ROUNDS = 15


def bench() -> list[tuple[str, float, str]]:
    """Return figures as (name, value, unit); takes about two seconds."""
    start = time.perf_counter()
    warm_up()
    loaded = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(_ROUNDS):
        for query in _TITLES:
            map_qualification(query)
    spent = time.perf_counter() - start
    return [
        ("mapper start", loaded, "s"),
        ("title mapped", 1000 * spent / (_ROUNDS * len(_TITLES)), "ms"),
    ]
