"""The faces of the decisions: command line, JSON in and out, JSON Schema, documentation."""
