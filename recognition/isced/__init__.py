"""A qualification to its ISCED 2011 level, ISCED-F 2013 field and EQF level, with reasons."""
