"""Speaks Telegram: owns intake, routes, handlers and the messenger; refuses to decide what care is given."""
