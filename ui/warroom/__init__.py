"""The war room: all districts at a glance, what they are asked for and answer, who is on duty; a wall view of it."""
