"""Talking to Mastodon servers: transport, decoding, one module per resource.

No HTTP library is loaded before a client starts.
"""
