"""From a file to pages, words and fields, each with page, box, confidence and source.

The order of the steps stands in :mod:`recognition.documents.reader`; each step is a plain
function in a module of its own. Nothing here knows a case, a person or the store.
"""
