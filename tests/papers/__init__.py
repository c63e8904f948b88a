"""Prints invented papers and spoils them as scanners and telephones do; README.md has the format.

Nothing here asserts anything: what it writes is what the reading is measured on.
"""
