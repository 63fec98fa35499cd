"""What `make proof` counted, printed at the end of a run: a test takes the fixture `counted` and says what it tried.

    @pytest.mark.proof
    def test_no_flip_goes_unseen(counted):
        …
        counted("flips of snapshot, journal and files", 100, "61 healed, 39 refused")

One line a call, in the order of the tests: name, how many, what came of them. Works under pytest -n too.
"""

import pytest

KEY = "counted"


@pytest.fixture
def counted(request):
    """counted(name, n, outcome): a line of the summary `counts`."""

    def tell(name, n, outcome=""):
        request.node.user_properties.append((KEY, [str(name), int(n), str(outcome)]))

    return tell


def pytest_terminal_summary(terminalreporter):
    """The section `counts`, where any test has counted anything."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    lines = [told for report in reports for key, told in report.user_properties if key == KEY]
    if lines:
        terminalreporter.section("counts")
        for name, n, outcome in lines:
            count = f"{n:,}".replace(",", ".")
            terminalreporter.write_line(f"{name}: {count}{f', {outcome}' if outcome else ''}")
