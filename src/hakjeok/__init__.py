"""Hakjeok (학적): the rules of the academic-record handbook."""
