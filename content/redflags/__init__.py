"""Red flags: which words of a client call a human. Refuses to diagnose, to reassure, and to let a model decide.

A text becomes plain words (`words.py`), words become concepts of a language (`lexicon.py`, `spans.py`, with `typos.py`
for slips), what is denied, long past, asked or somebody else's is marked (`scopes.py`), and rules that all languages
share join concepts to a category with its urgency (`rules.py`, `screen.py`). Everything here is a pure function.
"""
