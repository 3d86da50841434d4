"""School days (수업일수)."""
