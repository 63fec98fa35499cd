# make run    the dashboard, on the sample locality until there are real figures
# make test   everything that must hold before a change lands; ARGS="tests/test_period.py -k quarter" narrows it
# The rest is at the foot: proof, lint, shots, bench, wheels, clean.

SHELL  := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY     := .venv/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check
ARGS   ?=
# tests side by side; a file stays in one process, so that it starts its server once
WORKERS ?= 2
ROOT_ON_DEBIAN := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null

.DEFAULT_GOAL := run
.PHONY: run test proof lint shots bench wheels clean venv installed installed-dev chromium

run: installed
	$(PY) -m streamlit run dashboard.py $(if $(DISPLAY)$(WAYLAND_DISPLAY),--server.headless false) $(ARGS)

test: installed-dev chromium
	$(PY) -m ruff check .
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

# All of what `make test` samples: the tests marked proof read REFORM_PROOF to decide how much they try.
proof: installed-dev chromium
	REFORM_PROOF=full $(PY) -m pytest -m proof $(ARGS)
	$(PY) -m tests.coverage
	$(PY) -m tests.timing

lint: installed-dev
	$(PY) -m ruff check . $(ARGS)

shots: installed-dev chromium
	$(PY) -m tests.shots $(ARGS)

bench: installed-dev chromium
	$(PY) -m tests.page_queries
	$(PY) -m tests.brief_times
	$(PY) -m tests.bench $(ARGS)

# For machines without a network. `make wheels` is for a machine like this one; for a Windows PC with Python 3.12:
#   make wheels PLATFORM=win_amd64 FOR=3.12
# then carry the whole folder over; make run and run.bat look into wheels/ first.
FOR ?= $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
wheels: venv
	$(PIP) download --only-binary=:all: --dest wheels -r requirements.txt \
	  $(if $(PLATFORM),--platform $(PLATFORM) --python-version $(FOR) --implementation cp)

# Figures, .venv and wheels stay.
clean:
	rm -rf shots test-results .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

venv:
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
	  if ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null && $(ROOT_ON_DEBIAN); then \
	    apt-get update && apt-get install -y python3 python3-venv; \
	  fi; \
	  python="$(PYTHON)"; python="$${python:-python3}"; \
	  if ! "$$python" -c 'import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo 'Cần Python 3.11 trở lên kèm gói venv. Trên Debian, Ubuntu: sudo apt install python3 python3-venv, rồi chạy lại.' >&2; \
	    echo 'Python 3.11 or newer with venv is needed. On Debian, Ubuntu: sudo apt install python3 python3-venv, then try again.' >&2; \
	    exit 1; \
	  fi; \
	  "$$python" -m venv --clear .venv; \
	fi

# The pins last installed are kept beside what they installed: equal files, nothing to do.
installed: venv
	@cmp -s requirements.txt .venv/installed.txt || { \
	  $(call install,requirements.txt) && cp requirements.txt .venv/installed.txt; }

installed-dev: installed
	@cat requirements.txt requirements-dev.txt | cmp -s - .venv/installed-dev.txt || { \
	  $(call install,requirements-dev.txt) && cat requirements.txt requirements-dev.txt > .venv/installed-dev.txt; }

# wheels/ first and alone; where it does not hold all that is asked for, the network too.
define install
{ ls wheels/*.whl >/dev/null 2>&1 && $(PIP) install -q --no-index --find-links wheels -r $(1) 2>/dev/null; } || $(PIP) install -q -r $(1) || \
  { echo 'Không cài được thư viện. Máy không có mạng? Xem "make wheels" trong README.' >&2; \
    echo 'The packages could not be installed. No network? See "make wheels" in the README.' >&2; false; }
endef

chromium: installed-dev
	@$(PY) -m tests.browser >/dev/null 2>&1 || { \
	  if $(ROOT_ON_DEBIAN); then apt-get update && apt-get install -y chromium; else $(PY) -m playwright install chromium; fi; }
	@$(PY) -m tests.browser
