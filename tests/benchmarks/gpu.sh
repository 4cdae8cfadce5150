#!/usr/bin/env bash
# All figures of models on a GPU, in under eight minutes. It needs neither `make` nor a network: the torch that a
# `python3` here has is used, and what else is missing comes as wheels from a folder.
#
#   tests/benchmarks/gpu.sh [--toy] [--wheels FOLDER]
#
# The folder is filled on a machine with a network by
#   python3 -m pip download --no-deps -d FOLDER -r <(grep -hv '^torch==' requirements/base.txt requirements/gpu.txt)
# with --python-version and --platform of the machine that measures, where they differ. PYTHON names another python3,
# OUT the folder into which the table is written.
set -euo pipefail
cd "$(dirname "$0")/../.."

toy=() wheels=
while [ $# -gt 0 ]; do
  case $1 in
    --toy) toy=(--toy) ;;
    --wheels) wheels=${2:?--wheels needs a folder}; shift ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

python=${PYTHON:-python3}
[ -n "${PYTHON:-}" ] || [ ! -x .venv/bin/python ] || python=.venv/bin/python
"$python" -c 'import torch' 2>/dev/null || { echo "$python has no torch: name one that has by PYTHON=" >&2; exit 1; }
if [ -n "$wheels" ]; then
  site=$(mktemp -d)
  trap 'rm -rf "$site"' EXIT
  "$python" -m pip install --quiet --no-index --no-deps --no-compile --no-cache-dir --target "$site" "$wheels"/*.whl
  export PYTHONPATH="$site${PYTHONPATH:+:$PYTHONPATH}"
fi
"$python" -m tests.benchmarks.gpu "${toy[@]}"
