"""The steps that make a page image ready for recognition, one module for each kind of trouble."""
