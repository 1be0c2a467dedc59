"""The tests. One folder per part of the program, e2e for the whole of it, rules for its shape."""
