"""The members page: the roster, one person in the pane, forms, and bringing a roster file in."""
