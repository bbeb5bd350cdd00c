"""What a laptop and HQ both speak: the messages, and their form in files."""
