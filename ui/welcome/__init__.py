"""What a person sees before the window: opening, unlocking, the first run."""
