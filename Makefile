# make lab opens the course, make test passes the tests; each does all the set-up that it needs.
# make bench measures what README quotes; make bench only=step measures a part of it and keeps nothing.

PYTHON ?= python3
bin := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# networks as small as these are slowed down by a second thread
export OPENBLAS_NUM_THREADS ?= 1

lab: .venv/course
	$(bin)/jupyter lab --ip=127.0.0.1 --LabApp.extension_manager=readonly $(as_root) notebooks/00_start_here.ipynb

# in a container one is often root, which JupyterLab refuses unless told
as_root = $(if $(filter 0,$(shell id -u)),--allow-root)

test: .venv/test chromium
	$(bin)/ruff check .
	$(bin)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout=120 tests notebooks

notebooks: .venv/test
	$(bin)/python -m tests.store_outputs

bench: .venv/test .venv-bench/peers chromium
	$(bin)/python -m benchmarks .venv-bench/bin/python $(only)

# PyTorch's build for the CPU bears another hash than the one that the registry has under the same name and version
TORCH ?= torch==2.13.0

.venv-bench/peers: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	.venv-bench/bin/python -m pip install --quiet $(TORCH)
	.venv-bench/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra course -o requirements/course.txt
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra course --extra test -c requirements/course.txt -o requirements/test.txt
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra bench -c requirements/test.txt -o requirements/bench.txt

lock_options := pyproject.toml --extra build --python-version 3.11 --universal --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

# the test set holds the course set, so installing it makes both
.venv/course: requirements/course.txt pyproject.toml $(wildcard settings/share/jupyter/lab/settings/overrides.d/*)
	$(call install,course)

.venv/test: requirements/test.txt .venv/course
	$(call install,test)

define install
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("bpkit needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another with: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	test -x $(bin)/python || $(PYTHON) -m venv .venv
	$(bin)/python -m pip install --quiet --require-hashes -r requirements/$(1).txt
	$(bin)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
endef

chromium:
	tests/install_chromium

clean:
	rm -rf .venv .venv-lock .venv-bench screenshots

.PHONY: lab test notebooks bench lock chromium clean
