"""Pages of approvals (결재 화면)."""
