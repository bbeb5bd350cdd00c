"""Settings: the organisation, its places and wings, this laptop, keys, backups, history."""
