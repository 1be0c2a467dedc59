"""What the user decides: settings, keys, themes, and where tokens are kept."""
