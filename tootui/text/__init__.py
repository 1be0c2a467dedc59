"""Words: from a server's HTML to neutral text with spans, cleaning, counting, times, numbers."""
