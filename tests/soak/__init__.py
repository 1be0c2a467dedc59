"""Killing the program at random instants: nothing that it called saved or sent may be lost, or published twice."""
