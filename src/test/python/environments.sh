#!/usr/bin/env bash
# Makes one Python environment for each file in requirements/, in a cache folder named after the file's hash.
#
#   environments.sh            makes those that are missing and prints "NAME FOLDER" for each
#   environments.sh --check    makes nothing; prints those that exist, and exits with 1 if one is missing
#   environments.sh --only trl,axolotl
#
# All environments share one copy of PyTorch on disk (uv links files from its cache), about 5 GB.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/tunewise/rehearsal"
check=no
only=""
while [ $# -gt 0 ]; do
    case "$1" in
        --check) check=yes ;;
        --only) only=",$2,"; shift ;;
        *) echo "Unknown option: $1" >&2; exit 2 ;;
    esac
    shift
done

uv_from_pypi() {
    if [ ! -x "$cache/uv/bin/uv" ]; then
        python3 -m venv "$cache/uv"
        "$cache/uv/bin/pip" install --quiet uv==0.13.9
    fi
    "$cache/uv/bin/uv" --cache-dir "$cache/packages" "$@"
}

missing=0
for file in "$here"/requirements/*.txt; do
    name="$(basename "$file" .txt)"
    if [ -n "$only" ] && [[ "$only" != *",$name,"* ]]; then
        continue
    fi
    folder="$cache/$(sha256sum "$file" | cut -c1-16)"
    if [ ! -f "$folder/complete" ]; then
        if [ "$check" = yes ]; then
            missing=1
            continue
        fi
        rm -rf "$folder"
        mkdir -p "$cache"
        uv_from_pypi venv --quiet --python python3 "$folder"
        alone=()
        if grep -q '^# --no-deps' "$file"; then
            alone=(--no-deps)
        fi
        uv_from_pypi pip install --quiet --python "$folder/bin/python" --requirement "$file" \
            --link-mode hardlink "${alone[@]}" >&2
        touch "$folder/complete"
    fi
    echo "$name $folder"
done
exit "$missing"
