"""Coming back to school (재취학·편입학): the change, the grade, the papers, and trial attendance."""
