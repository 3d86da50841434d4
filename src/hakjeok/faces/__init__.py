"""The faces of the decisions: command line, JSON, documentation. The only place that knows pydantic."""
