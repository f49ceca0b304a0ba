"""Owns what the product does for clients and therapists; refuses to know Telegram, a driver or a real clock."""
