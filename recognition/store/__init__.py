"""Tables, sessions, queries, blobs, keys, audit chain, outbox and migrations."""
