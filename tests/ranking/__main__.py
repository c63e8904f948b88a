"""``python -m tests.ranking [--beside] PAPERS[:WEIGHT]...``: fit what ranks the candidates.

Each PAPERS is a folder of documents with truth files; WEIGHT says how much one counts. What is
read of a document is kept beside it (``.pages.json``), so that fitting again takes minutes. Papers
of one template stand together in a fold, so that what is measured was not fitted on. With
``--beside`` the mean is taken of the networks that are fitted and of those that there are.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from recognition.documents.extraction.kind import KINDS
from recognition.documents.extraction.ranking.choice import Surroundings
from recognition.documents.extraction.ranking.network import networks as networks_there
from recognition.documents.extraction.ranking.relations import relations
from recognition.documents.scoring import truths
from recognition.domain.vocabulary import FieldName
from tests.ranking.fields import fit_field
from tests.ranking.fitting import guesses, places, weights_of
from tests.ranking.groups import EVERY, FIELDS, Group, groups_of
from tests.ranking.hidden import NETWORKED, beside, write_networks

TARGET = Path("recognition/documents/data/ranking.json")
Groups = dict[FieldName, Group]


def add_relations(every: list[Groups], pool: ProcessPoolExecutor) -> None:
    """Tell each candidate how it stands to the first guesses at the other fields."""
    looks = pool.map(guesses, [[found[name] for found in every] for name in FIELDS])
    by_document = zip(*looks, strict=True)
    for groups, found in zip(every, by_document, strict=True):
        known = {n: guess for n, guess in zip(FIELDS, found, strict=True) if guess is not None}
        for name in FIELDS:
            for features, span in zip(groups[name].features, groups[name].spans, strict=True):
                features |= relations(span, name, known)


def add_surroundings(every: list[Groups]) -> None:
    """Tell each group of what kind its paper seems to be, in which script and language it is."""
    kinds = [found[FieldName.DOCUMENT_TYPE] for found in every]
    for groups, place in zip(every, places(kinds), strict=True):
        for name in FIELDS:
            group = groups[name]
            kind = KINDS[place or 0]
            group.surroundings = Surroundings(kind, group.script, group.language)


def main() -> None:
    """Fit every field, first alone and then beside the others, and write the weights."""
    folders = [a.partition(":") for a in sys.argv[1:] if a != "--beside"]
    earlier = networks_there() if "--beside" in sys.argv else {}
    jobs = [(Path(f), t, float(weight or 1)) for f, _, weight in folders for t in truths(Path(f))]
    with ProcessPoolExecutor(2) as pool:
        every = list(pool.map(groups_of, jobs, chunksize=4))
        alone = list(pool.map(weights_of, [[found[n] for found in every] for n in FIELDS]))
        add_relations(every, pool)
        add_surroundings(every)
        longest_first = sorted(EVERY, key=lambda name: name not in NETWORKED)
        by_field = [[found[name] for found in every] for name in longest_first]
        fitted = pool.map(fit_field, longest_first, by_field)
        out, networks = {}, {}
        for name, field in zip(longest_first, fitted, strict=True):
            out[name.value] = field.entry
            if field.network is not None:
                there = earlier.get(name.value)
                networks[name] = beside(field.network, there) if there else field.network
            sys.stdout.write(f"{name.value:<22}{field.line}\n")
    write_networks(networks)
    for name, weights in zip(FIELDS, alone, strict=True):
        out[name.value]["alone"] = weights
    TARGET.write_text(json.dumps(out, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
