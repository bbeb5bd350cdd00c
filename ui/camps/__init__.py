"""The camps page: list and calendar, planning, and one camp from invitations to the closed day."""
