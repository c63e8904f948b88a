"""``python -m tests.ranking PAPERS[:WEIGHT]...``: fit what ranks the candidates.

Each PAPERS is a folder of documents with truth files; WEIGHT says how much one counts. What is
read of a document is kept beside it (``.pages.json``), so that fitting again takes minutes. Papers
of one template stand together in a fold, so that what is measured was not fitted on.
"""

import json
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from recognition.documents.scoring import truths
from recognition.domain.vocabulary import FieldName
from tests.ranking.fields import Fitted
from tests.ranking.groups import EVERY, FIELDS, groups_of
from tests.ranking.hidden import NETWORKED, write_networks
from tests.ranking.kept import keep
from tests.ranking.looks import Around, FirstLook, first_look, kinds, second_look

TARGET = Path("recognition/documents/data/ranking.json")
_BATCH = 200  # documents


def main() -> None:
    """Fit every field, first alone and then beside the others, and write the weights."""
    folders = [a.partition(":") for a in sys.argv[1:]]
    jobs = [(Path(f), t, float(weight or 1)) for f, _, weight in folders for t in truths(Path(f))]
    with TemporaryDirectory() as place:
        folder = Path(place)
        with ProcessPoolExecutor(2) as pool:
            for start in range(0, len(jobs), _BATCH):
                batch = jobs[start : start + _BATCH]
                keep(folder, start, pool.map(groups_of, batch, chunksize=4))
        # a process for each field: what one has learned is much, and is not needed by the next
        with ProcessPoolExecutor(2, max_tasks_per_child=1) as pool:
            kind = pool.submit(kinds, folder)
            looks = dict(zip(FIELDS, pool.map(partial(first_look, folder), FIELDS), strict=True))
            around = Around(looks, kind.result())
            longest_first = sorted(EVERY, key=lambda name: name not in NETWORKED)
            fitted = pool.map(partial(second_look, folder, around), longest_first)
            write(dict(zip(longest_first, fitted, strict=True)), looks)


def write(fitted: Mapping[FieldName, Fitted], looks: Mapping[FieldName, FirstLook]) -> None:
    """Write weights and networks, and say how well each field does on folds."""
    networks, out = {}, {}
    for name, field in fitted.items():
        alone = {"alone": looks[name].weights} if name in looks else {}
        out[name.value] = field.entry | alone
        if field.network is not None:
            networks[name] = field.network
        sys.stdout.write(f"{name.value:<22}{field.line}\n")
    write_networks(networks)
    TARGET.write_text(json.dumps(out, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
