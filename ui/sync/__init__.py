"""The page about HQ: what waits, what came, what two people changed, what HQ refused, joining and leaving."""
