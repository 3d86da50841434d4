"""Transfers between schools (전입·전출)."""
