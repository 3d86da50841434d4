"""Exemption and deferment of the duty to attend (취학 의무의 면제·유예)."""
