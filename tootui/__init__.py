"""tootui: a Mastodon client for the terminal."""

__version__ = "0.1.0"
