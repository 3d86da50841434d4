"""Attendance (출결): a day, its totals."""
