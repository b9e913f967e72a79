"""What the bot is measured beside: programs of their own, run in ``.venv-peers``."""
