"""What survives the program: cache.db (throw-away copies of the server's words) and words.db (the user's own)."""
