"""Screens of remarks, one module each."""
