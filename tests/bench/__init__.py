"""Measurements: ``python -m tests.bench`` prints them, nothing asserts them."""
