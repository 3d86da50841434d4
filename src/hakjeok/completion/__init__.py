"""Completion of a grade (수료)."""
