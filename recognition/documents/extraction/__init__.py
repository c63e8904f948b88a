"""From words to fields, by general means: phrases as data, layout, and checks between fields."""
