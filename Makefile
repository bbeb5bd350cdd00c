# The two commands a newcomer needs are `make run` and `make test`; the rest is for developers.
PY := .venv/bin/python
MINUTES ?= 20
SEEDS ?= 10000

.PHONY: help setup setup-dev run test lint prove simulate words bench pictures lock installer clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

setup: .venv/.app ## build .venv with what the app needs

setup-dev: .venv/.dev

.venv/.app: locks/app.txt pyproject.toml .ci/setup
	sh .ci/setup app
	@touch $@

.venv/.dev: .venv/.app locks/dev.txt
	sh .ci/setup dev
	@touch $@

run: .venv/.app ## open the window on the made-up district; without a display the same job headless into ./out
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then .venv/bin/organizer --made-up; \
	else .venv/bin/organizer-cli demo --out out && QT_QPA_PLATFORM=offscreen .venv/bin/organizer --demo out && echo "PDFs and pictures are in ./out"; fi

test: .venv/.dev ## every test, offscreen, random order, under 10 minutes on 2 cores
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m "not slow" -n auto --maxprocesses 4 --dist worksteal $(ARGS)

lint: .venv/.dev ## ruff, mypy strict, import contracts
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports

prove: .venv/.dev ## what is long: 600,000 members, fuzz, soak, many seeds, installer; MINUTES=20
	QT_QPA_PLATFORM=offscreen PROVE_MINUTES=$(MINUTES) $(PY) -m tests.prove

simulate: .venv/.dev ## laptops and HQ under faults with many seeds; SEEDS=10000
	$(PY) -m tests.simulation --seeds $(SEEDS)

words: .venv/.dev ## compile the Hindi catalogues after a change of a .po file
	$(PY) -c "from resources.translations.build import compile_catalogues as c; c()"

bench: .venv/.dev ## speed and memory as ratios, written to docs/benchmarks.md
	sh .ci/setup peers
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.bench

pictures: .venv/.dev ## every page in both languages and themes into docs/pictures
	rm -f docs/pictures/*.webp
	QT_QPA_PLATFORM=offscreen $(PY) -c "from pathlib import Path; from ui.pictures import show_all as s; s(Path('docs/pictures'), kind='webp')"

installer: .venv/.dev ## a one-folder bundle in dist/, self-tested
	$(PY) -m PyInstaller --noconfirm build_installer.spec
	cd / && env -i QT_QPA_PLATFORM=offscreen HOME=/tmp $(CURDIR)/dist/organizer/organizer --self-test

lock: ## new locks from pyproject.toml (needs uv); hashes, no addresses
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o locks/app.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --extra hq --group dev -o locks/dev.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --extra hq -o locks/hq.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group peers -o locks/peers.txt

clean:
	rm -rf .venv .venv-newest out build dist
