"""The people of the demo and what they say.

`people.py` lists them. The `.txt` files hold what they say, in the small format of `script.py`; `chatter.txt` is a
grammar from which any number of remarks is made. `builder.py` makes a world of it.
"""
