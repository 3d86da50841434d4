"""Screens of pupils, one module each."""
