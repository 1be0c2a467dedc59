"""The least that a program can do: every measurement is a ratio to one of these, taken in the same run."""
