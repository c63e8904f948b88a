"""A qualification to its ISCED 2011 level, ISCED-F 2013 field and EQF level, with reasons.

What others call: ``mapper.map_qualification`` and ``mapper.warm_up``, the shapes in ``model``
and ``reasons``, the titles and lists in ``codes``.
"""
