"""What the bot shows: model and texts in, a message value out. Pure; one file per subject."""
