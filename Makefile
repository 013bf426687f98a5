# make lab opens the course, make test passes the tests; each does all the set-up that it needs.
# make site builds the site into build/site, from the outputs that the lessons have stored.
# make dist builds wheel and sdist, and checks them.
# make slides writes the lessons as slides, and as the teacher's notebooks, into slides/.
# make bench measures what README quotes; make bench only=step measures a part of it and keeps nothing.

PYTHON ?= python3
bin := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# networks as small as these are slowed down by a second thread
export OPENBLAS_NUM_THREADS ?= 1

lab:
	$(PYTHON) course.py

test: .venv/test .venv-site/sphinx chromium
	$(bin)/ruff check .
	$(bin)/python -m pytest --numprocesses=auto --dist=loadfile \
		-p tests.again --nbval --nbval-current-env --nbval-cell-timeout=120 \
		--nbval-sanitize-with=tests/pictures.cfg tests notebooks

# the long form of tests/reliability, as rows of benchmarks/reliability.md: make soak, make soak only=monkey
soak: .venv/test chromium
	$(bin)/python -m tests.reliability $(only)

notebooks: .venv/test chromium
	$(bin)/python -m tests.store_outputs
	$(bin)/python -m tests.thumbnails
	$(bin)/python -m tests.summary
	$(bin)/python -m tests.answers
	$(bin)/python -m tests.graphs

slides: .venv/test
	$(bin)/python -m tests.slides

# make translate language=ja brings translations/ja up to date and builds notebooks_ja
translate: .venv/test
	$(bin)/python -m tests.translate $(language)

dist: .venv/test
	rm -rf dist
	$(bin)/python -m hatchling build
	$(bin)/python -m twine check --strict dist/*
	$(bin)/python -m check_wheel_contents dist/*.whl

site_options := --quiet --fail-on-warning --keep-going --fresh-env -c docs/site -d build/trees

site: .venv-site/sphinx
	rm -rf build/site
	.venv-site/bin/python -m sphinx $(site_options) . build/site
	@echo "open build/site/index.html"

# it needs an older docutils than the tests do
.venv-site/sphinx: requirements/site.txt
	$(PYTHON) -m venv .venv-site
	.venv-site/bin/python -m pip install --quiet --require-hashes -r requirements/site.txt
	.venv-site/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

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

# teaching/grading.md's patterns in nbgrader and otter themselves; no part of make test
grading: .venv-grading/graders
	.venv-grading/bin/python -m tests.grading

.venv-grading/graders: requirements/grading.txt
	$(PYTHON) -m venv .venv-grading
	.venv-grading/bin/python -m pip install --quiet --require-hashes -r requirements/grading.txt
	.venv-grading/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra course -o requirements/course.txt
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra course --extra test -c requirements/course.txt -o requirements/test.txt
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra bench -c requirements/test.txt -o requirements/bench.txt
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra grading -c requirements/test.txt -o requirements/grading.txt
	.venv-lock/bin/uv pip compile $(lock_options) --upgrade --extra site -c requirements/course.txt -o requirements/site.txt

lock_options := pyproject.toml --extra build --python-version 3.11 --universal --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

# course.py knows whether there is anything to do, and leaves the file alone if not
.venv/course: FORCE
	$(PYTHON) course.py --install

# the test set holds the course set
.venv/test: requirements/test.txt .venv/course
	$(bin)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	touch $@

FORCE:

chromium:
	tests/install_chromium

clean:
	rm -rf .venv .venv-lock .venv-bench .venv-grading .venv-site build dist screenshots slides

.PHONY: lab test soak notebooks slides translate site dist bench grading lock chromium clean FORCE
