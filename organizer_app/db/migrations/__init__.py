"""Schema changes by hand-written steps, read as files."""
