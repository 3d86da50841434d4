from tests.web.approvals.conftest import office  # noqa: F401
