"""The truth in memory: entities with the reader's pending wishes on top, and timelines of ids. Pure, no I/O."""
