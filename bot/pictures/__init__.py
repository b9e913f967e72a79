"""What the bot draws: model + texts in, a picture value out, which draws itself. Pure."""
