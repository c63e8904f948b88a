"""What leaves the house: decision letters and e-mails."""
