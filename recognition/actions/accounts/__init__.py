"""Who comes in: sign-in by link or by password and code, sessions, and the rights of staff."""
