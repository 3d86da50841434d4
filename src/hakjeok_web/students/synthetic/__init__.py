"""Invented pupils for demonstration, samples and tests. Nobody in it exists.

District, streets, postal codes (`00…`) and telephone numbers (`010-0000-…`) belong to nobody.
"""

from .pupils import SyntheticPupil, synthetic_pupils

__all__ = ["SyntheticPupil", "synthetic_pupils"]
