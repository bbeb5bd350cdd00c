"""Attendance: marking a session from paper, one by one, or at the gate."""
