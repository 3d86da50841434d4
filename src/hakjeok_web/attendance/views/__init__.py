"""Screens of the register, one module each."""
