# Two commands matter: `make demo` and `make test`. Both set up their own .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
SPECTRAL := .ci/spectral/node_modules/.package-lock.json
# What models are trained on, and where the training keeps its steps.
DATA ?= ../shared/data
TRAINING ?= .training
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: demo test serve lint bench quality models chromium screenshots clean

demo: $(VENV)/.installed
	$(BIN)/schuurpunt ingest corpus/demo --data $(DEMO)
	@echo
	$(BIN)/schuurpunt search "Waar liepen regio's aan tegen schurende wetten?" --limit 5 --data $(DEMO)
	@echo
	@echo "Verder:"
	@echo "  $(BIN)/schuurpunt search \"uw vraag\" --data $(DEMO)    een eigen vraag aan deze documenten"
	@echo "  $(BIN)/schuurpunt show ID --data $(DEMO)               een passage in haar omgeving"
	@echo "  $(BIN)/schuurpunt ingest MAP                          uw eigen documenten"
	@echo "  make serve                                           de API op http://127.0.0.1:8000"

test: $(VENV)/.installed-dev $(SPECTRAL) chromium
	$(BIN)/pytest

serve: $(VENV)/.installed
	$(BIN)/schuurpunt serve

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench $(BENCH)

quality: $(VENV)/.installed-dev
	$(BIN)/python -m bench.quality

models: $(VENV)/.installed-train
	$(BIN)/python -m models.recipes.embedder --data $(DATA) --work $(TRAINING)/embedder
	cd models/recipes/pipeline && ../../../$(BIN)/python -m spacy project run all . --vars.data "$(abspath $(DATA))" --vars.embedder "$(abspath $(TRAINING))/embedder/final-transformer"
	$(BIN)/python -m models.recipes.seal pipeline embedder-static embedder-transformer

$(VENV)/.installed: pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(VENV)/.installed-train: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	touch $@

# without it the lint of the API is skipped, which the tests say
$(SPECTRAL): .ci/spectral/package-lock.json
	if command -v npm >/dev/null; then npm ci --prefix .ci/spectral || true; fi

# without it no page is tried in a browser, which the tests say
chromium:
	@command -v chromium >/dev/null || test "$$(id -u)" != 0 || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || true

# every page, on a desktop, on a phone and in the dark; SCREENSHOTS="--data FOLDER" for documents of one's own
screenshots: $(VENV)/.installed-dev chromium
	$(BIN)/python -m bench.screenshots $(SCREENSHOTS)

clean:
	rm -rf $(VENV) .demo .screenshots .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info .ci/spectral/node_modules
