#!/usr/bin/env bash
# Refuses to go on where everybody may read the run, because logs, summaries and artifacts name customers.
#
# Needs GH_TOKEN on GitHub, and SYSTEM_ACCESSTOKEN in Azure DevOps.
set -euo pipefail

if [ "${GITHUB_ACTIONS:-}" = true ]; then
  visibility=$(gh api "repos/$GITHUB_REPOSITORY" --jq .visibility)
else
  visibility=$(curl --silent --show-error --fail-with-body --header "Authorization: Bearer $SYSTEM_ACCESSTOKEN" \
    "${SYSTEM_COLLECTIONURI}_apis/projects/$SYSTEM_TEAMPROJECTID?api-version=7.1" | jq --raw-output .visibility)
fi
case $visibility in
  private | internal | organization) ;;
  *)
    echo "This repository or project is $visibility: everybody could read names and ids of customers. Make it private." >&2
    exit 1
    ;;
esac
