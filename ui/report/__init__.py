"""The evening report and the morning brief: words to copy, HQ's own forms filled, papers."""
