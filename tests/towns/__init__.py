"""Makes the list of towns by which the reading tells of which country a paper is."""
