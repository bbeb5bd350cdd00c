"""The laptop's side of sync with HQ: what is sent, and what is done with an answer."""
