"""Early promotion, early graduation and early entry to the next school (조기진급·조기졸업·조기입학)."""
