"""From a file to pages, words and fields, each with page, box, confidence and source.

The order of the steps stands in :mod:`recognition.documents.reader`; each step is a plain
function in a module of its own. Nothing here knows a case, a person or the store.
"""

import os

# The matrices here are small, and pages are read in several processes side by side: more threads
# only wait for one another. It has to be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
