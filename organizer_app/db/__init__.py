"""The encrypted file: opening, keys, change capture, search, backup, migrations."""
