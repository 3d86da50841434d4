"""Screens of consigned pupils (위탁학생)."""
