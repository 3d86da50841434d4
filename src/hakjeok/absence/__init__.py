"""Unexcused absence (미인정결석): the ladder of actions, out of quota."""
