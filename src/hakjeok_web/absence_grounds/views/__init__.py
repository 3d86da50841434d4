"""Pages of the grounds of absence."""
