#!/usr/bin/env bash
# What the action runs: the program of this version's release, with what its inputs ask for. No input is ever part of a command line's text.
set -euo pipefail

read_field() { node -p "require(process.argv[1]).$1" "$ACTION_PATH/package.json"; }
name=$(read_field name) version=$(read_field version) repository=$(read_field repository.url)

arguments=(review "--format=$REVIEW_FORMAT" "--fail-on=$REVIEW_FAIL_ON" "--show=$REVIEW_SHOW")
if [ -n "$REVIEW_OUTPUT" ]; then arguments+=("--output=$REVIEW_OUTPUT"); fi
if [ -n "$REVIEW_BASELINE" ]; then arguments+=("--baseline=$REVIEW_BASELINE"); fi
if [ -n "$REVIEW_CHANGED_SINCE" ]; then arguments+=("--changed-since=$REVIEW_CHANGED_SINCE"); fi
arguments+=(--)
while IFS= read -r path; do
  if [ -n "$path" ]; then arguments+=("$path"); fi
done <<< "$REVIEW_PATHS"

exec npx --yes --package="$repository/releases/download/v$version/$name-$version.tgz" -- kafka-review "${arguments[@]}"
