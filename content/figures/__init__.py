"""Draws the exercises: key frames (numbers) become a still and a four-second loop for each of them.

It refuses to run inside the product: pictures are made ahead (`make media`) and committed in content/media.
"""
