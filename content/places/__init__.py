"""Owns cities, their zones and the way from a place to a zone; refuses to remember where anybody is."""
