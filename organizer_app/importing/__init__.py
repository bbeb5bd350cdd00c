"""Files of many kinds to rows and problems; area lists."""
