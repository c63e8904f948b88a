"""A file to pages, words and fields, each with page, box, confidence and source."""
