"""Parts every page uses, made once."""
