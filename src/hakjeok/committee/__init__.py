"""Committees of a school (위원회): when they meet, who sits in them, who steps aside, how they vote."""
