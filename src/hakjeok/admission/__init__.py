"""Admission and enrollment (입학·취학): who enters when, where, and what is done about those who do not come."""
