"""Graduation (졸업): whether a course abroad equals the elementary one."""
