"""The general exam (졸업학력 검정고시)."""
