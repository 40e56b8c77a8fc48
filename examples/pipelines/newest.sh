#!/usr/bin/env bash
# Refuses to go on where a newer run of "deploy" exists: it deploys what this one would, and what was merged since.
#
# Needs GH_TOKEN on GitHub, and SYSTEM_ACCESSTOKEN in Azure DevOps.
set -euo pipefail

if [ "${GITHUB_ACTIONS:-}" = true ]; then
  this=$GITHUB_RUN_ID
  newest=$(gh api "repos/$GITHUB_REPOSITORY/actions/workflows/deploy.yml/runs?branch=main&per_page=1" \
    --jq '.workflow_runs[0].id')
else
  this=$BUILD_BUILDID
  runs="definitions=$SYSTEM_DEFINITIONID&branchName=refs/heads/main&queryOrder=queueTimeDescending&\$top=1"
  newest=$(curl --silent --show-error --fail-with-body --header "Authorization: Bearer $SYSTEM_ACCESSTOKEN" \
    "$SYSTEM_COLLECTIONURI$SYSTEM_TEAMPROJECTID/_apis/build/builds?$runs&api-version=7.1" | jq '.value[0].id')
fi
if [ "$newest" != "$this" ]; then
  echo "Run $newest is newer, and deploys instead of this one." >&2
  exit 1
fi
