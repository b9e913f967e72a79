"""What time triggers: the tick that writes due reminders, their sender, the reload of the schedule."""
