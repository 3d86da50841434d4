"""Schooling abroad (외국 이수): what of it counts."""
