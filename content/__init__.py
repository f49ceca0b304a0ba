"""What Interlude says and shows: words, exercises and routines in every language, validated once and then frozen.

It refuses to know who reads it: it imports nothing of ours, stores nothing and sends nothing.
"""
