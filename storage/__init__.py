"""Owns SQL, rows and keys; refuses to know why anything is stored."""
