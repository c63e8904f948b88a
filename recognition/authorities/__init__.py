"""Who may ask about a case: signatures, queries, deliveries and answers."""
