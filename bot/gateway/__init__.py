"""The wire to Telegram: transport, pacing of sends, the bot every call goes through, intake of updates."""
