"""Charts of how a client does: what is on one, and how it is drawn. Refuses to know whose it is, and asks nobody.

`chart.py` is what the rest of the program may import. What draws (`picture.py` and beneath) and the renderer run in a
process of their own: ``python -m content.charts`` (`bot/drawing.py`).
"""
