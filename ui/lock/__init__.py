"""Several people at one laptop: the screen that asks who sits there. Loaded only where somebody has a PIN."""
