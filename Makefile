# Everything a person does with a clone. `make help` lists it.

VENV := .venv
PY := $(VENV)/bin/python
SCHEMA := docs/reference/openapi.yaml
PIP := $(PY) -m pip --disable-pip-version-check

NODE := $(PY) -m config.frontend.node

WHOLE := system or faults or e2e
NONE_CHOSEN := 5

.PHONY: help run page models upscale test check bench faults schema format requirements base dev

help:  ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: base  ## set up whatever is missing and start everything on this machine (PORT, VAR_DIR, DEMO_PASSWORD)
	@exec $(PY) manage.py up

page: base  ## build the page alone (`make run` does it too); nothing happens when it is built already
	@$(PY) -m config.frontend

models: base  ## install torch and diffusers for generating with open models (another build: TORCH_INDEX, TORCH_SPEC)
	@$(PY) -m generation.backends.accelerator advice
	@if [ -n "$(TORCH_INDEX)$(TORCH_SPEC)" ]; then \
	  grep -v '^torch==' requirements/gpu.txt > $(VENV)/gpu-without-torch.txt && \
	  $(PIP) install $(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)") "$(or $(TORCH_SPEC),$(shell grep '^torch==' requirements/gpu.txt))" && \
	  $(PIP) install -r $(VENV)/gpu-without-torch.txt; \
	fi
	$(if $(TORCH_INDEX)$(TORCH_SPEC),,$(call install,base gpu))
	@$(PY) -m generation.backends.accelerator report

upscale: base  ## install what makes pictures larger on any processor: ncnn, and the weights of Real-ESRGAN
	$(call install,base upscale)
	@$(PY) -m generation.backends.ncnn.weights

test: dev  ## run all tests (ARGS="-k word" to choose): first the many small ones side by side, then the whole systems alone
	@$(PY) -m pytest -n 2 -m "not ($(WHOLE) or long)" $(ARGS) || [ $$? = $(NONE_CHOSEN) ]
	@$(PY) -m pytest -m "($(WHOLE)) and not long" $(ARGS) || [ $$? = $(NONE_CHOSEN) ]

check: dev  ## lint, format, types, layers, missing migrations, drift of the API's description and of the page's types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	@$(PY) manage.py spectacular --validate --fail-on-warn --file $(VENV)/openapi.yaml
	@diff -u $(SCHEMA) $(VENV)/openapi.yaml || { echo "$(SCHEMA) is not what the code says: run make schema."; exit 1; }
	$(NODE) schema --check
	$(NODE) types
	$(NODE) lint
	$(NODE) formatted
	$(NODE) test

bench: dev  ## measure the figures of docs/ on this machine
	@$(PY) -m tests.benchmarks $(ARGS)

faults: dev  ## kill processes and break services: the long lists, which `make test` leaves out, and the short ones
	@$(PY) -m pytest -m "faults or long" $(ARGS)

schema: dev  ## write the API's description and the page's types anew
	@mkdir -p $(dir $(SCHEMA))
	$(PY) manage.py spectacular --validate --fail-on-warn --file $(SCHEMA)
	@$(NODE) schema

format: dev  ## lay out all code, of the server and of the page
	$(PY) -m ruff format .
	$(NODE) format

requirements: dev  ## pin the newest versions that the .in files allow
	@$(PIP) install --quiet pip-tools
	@for list in base gpu upscale dev; do CUSTOM_COMPILE_COMMAND="make requirements" $(PY) -m piptools compile --quiet --upgrade \
	  --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file=requirements/$$list.txt requirements/$$list.in || exit 1; done
	@sed -i.bak 's/^\(torch==[^+]*\)+.*/\1/' requirements/gpu.txt && rm requirements/gpu.txt.bak  # any build will do

# Installs requirements/$(1).txt, unless exactly this list is installed already.
define install
@want=$$($(PY) -c 'import hashlib, pathlib, sys; print(hashlib.sha256(b"".join(map(pathlib.Path.read_bytes, map(pathlib.Path, sys.argv[1:])))).hexdigest())' $(foreach list,$(1),requirements/$(list).txt)); \
stamp=$(VENV)/$(lastword $(1)).stamp; \
if [ "$$want" != "$$(cat $$stamp 2>/dev/null)" ]; then \
  echo "Installing what $(foreach list,$(1),requirements/$(list).txt) names (a few minutes the first time)"; \
  $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip || exit 1; \
  $(PIP) install $(foreach list,$(1),-r requirements/$(list).txt) || exit 1; \
  echo "$$want" > $$stamp; \
fi
endef

base: $(PY)
	$(call install,base)

dev: base
	$(call install,base gpu upscale dev)
	@$(PY) -m generation.backends.ncnn.weights

$(PY):
	@python=; for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed. Name it with PYTHON=/path/to/python3."; exit 1; fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv"; exit 1; fi; \
	echo "Making the environment $(VENV) with $$($$python --version)"; \
	$$python -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
