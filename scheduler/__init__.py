"""Owns the looking at the clock: ticks and their runner; refuses to hold anything about a client."""
