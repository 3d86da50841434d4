"""The time to think again before leaving school (학업중단 숙려제)."""
