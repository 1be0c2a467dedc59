"""Stories told in a real terminal against the demo server."""
