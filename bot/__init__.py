"""A conference agenda in a Telegram chat."""
