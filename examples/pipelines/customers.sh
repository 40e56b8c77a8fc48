#!/usr/bin/env bash
# Plans or deploys customers, one after the other; one that fails does not hold back the others.
#
#   customers.sh records          fetches what is deployed into the folder "deployed"
#   customers.sh plan STACK...    plans, and refuses what would lose credit; changes nothing
#   customers.sh apply STACK...   the same, then applies exactly that plan and remembers it; interrupted, it recovers once
#
# Needs pec, terraform and az on the PATH, a sign-in, what synth wrote in cdktf.out, and these variables:
#
#   RECORDS_ACCOUNT, RECORDS_CONTAINER   the storage container that remembers what is deployed
#   PEC_AUTOMATION_ID                    the object id of PEC-Automation
#   ALLOW                                addresses that may go, separated by spaces; usually empty
#
# Leaves in "logs" for each customer STACK.plan.txt, its plan, and STACK.log, what an apply printed, and what became of it
# in summary.md; on GitHub in the summary of the run.
set -euo pipefail

blob() {
  az storage blob "$@" --account-name "$RECORDS_ACCOUNT" --auth-mode login --no-progress --only-show-errors --output none
}

remember() {
  pec record "$stack" "$@" --write "deployed/$stack.json"
  blob upload --container-name "$RECORDS_CONTAINER" --name "$stack.json" --file "deployed/$stack.json" --overwrite
}

verb=${1:-}
case $verb in
  records | plan | apply) shift ;;
  *)
    echo "customers.sh: \"$verb\" is none of records, plan, apply" >&2
    exit 2
    ;;
esac

if [ "$verb" = records ]; then
  mkdir -p deployed logs
  blob download-batch --source "$RECORDS_CONTAINER" --destination deployed --pattern '*.json'
  exit
fi

# What became of a customer, on the page of the run where there is one.
trace() {
  local change
  change=$(grep -oEm 1 '^(Plan: [0-9a-z, ]+|No changes)' "logs/$1.plan.txt" || true)
  echo "- $1: $verb $2${change:+. $change}"
} >>"${GITHUB_STEP_SUMMARY:-logs/summary.md}"

# A process for each customer, because "set -e" does not hold within "||".
if [ -z "${ONE_STACK:-}" ]; then
  for stack in "$@"; do
    if [ ! -d "cdktf.out/stacks/$stack" ]; then
      echo "customers.sh: synth wrote no cdktf.out/stacks/$stack" >&2
      exit 2
    fi
  done
  mkdir -p logs
  failed=()
  for stack in "$@"; do
    : >"logs/$stack.plan.txt"
    if ONE_STACK=1 bash "$0" "$verb" "$stack" </dev/null; then
      trace "$stack" done
    else
      trace "$stack" failed
      failed+=("$stack")
    fi
  done
  if [ ${#failed[@]} -gt 0 ]; then
    echo "Failed: ${failed[*]}. The next run tries them again." >&2
    exit 1
  fi
  exit
fi

# What is printed from here on holds names that others wrote; no line of it is an order to the runner of GitHub:
# https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
# In azure-pipelines.yml, "target" does the same.
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  read -r token </proc/sys/kernel/random/uuid
  echo "::stop-commands::$token"
  trap 'echo "::$token::"' EXIT
fi

stack=$1
folder=cdktf.out/stacks/$stack
echo "=== $stack"

# Azure DevOps hands the sign-in over in variables of its own.
if [ -n "${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:-}" ]; then
  export ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID=$AZURESUBSCRIPTION_SERVICE_CONNECTION_ID
  export ARM_CLIENT_ID=$servicePrincipalId ARM_TENANT_ID=$tenantId
fi
export TF_IN_AUTOMATION=1 TF_INPUT=0

guard=(--stack "$stack")
[ -z "${PEC_AUTOMATION_ID:-}" ] || guard+=(--automation "$PEC_AUTOMATION_ID")
read -ra allowed <<<"${ALLOW:-}"
for address in "${allowed[@]}"; do
  guard+=(--allow "$address")
done

# Who only plans may not write the state, so cannot lock it.
lock=true
[ "$verb" = apply ] || lock=false

log=logs/$stack.log
planned=logs/$stack.plan.txt
: >"$log"

plan() {
  if ! terraform -chdir="$folder" plan -lock="$lock" -out=plan.tfplan -no-color | tee "$planned"; then
    echo "If an earlier apply was interrupted: pec recover $stack --error FILE, with the log of that run." >&2
    exit 1
  fi
  terraform -chdir="$folder" show -json plan.tfplan | pec guard - "${guard[@]}"
}

# What an apply printed tells "pec recover" what it left behind.
apply() {
  terraform -chdir="$folder" apply plan.tfplan 2>&1 | tee -a "$log"
}

# The state of a new customer does not exist. The azurerm backend would write an empty one at "init", locked or not, and
# who only plans may not: https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/remote-state/azure/backend_state.go
if [ "$verb" = plan ] && [ ! -f "deployed/$stack.json" ]; then
  echo "$stack was never deployed from here: planned as new, without a state."
  mkdir -p planned
  rm -rf "planned/$stack"
  cp -R "$folder" planned
  folder=planned/$stack
  echo '{"terraform":{"backend":{"local":{}}}}' >"$folder/new_override.tf.json"
fi

# Each plugin lies on the disk once, not once a customer. "init" fills this folder, one at a time: no two may at once.
export TF_PLUGIN_CACHE_DIR=${TF_PLUGIN_CACHE_DIR:-$PWD/.terraform-plugins}
mkdir -p "$TF_PLUGIN_CACHE_DIR"
if [ -f .terraform.lock.hcl ]; then
  # The plugins that were reviewed, not the newest of today.
  cp .terraform.lock.hcl "$folder"
else
  # Else Terraform would fetch every plugin again, to learn its checksums for a lock file that nobody keeps.
  export TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=true
fi
flock "$TF_PLUGIN_CACHE_DIR" terraform -chdir="$folder" init
plan
if [ "$verb" = apply ]; then
  # From here on, what is deployed is neither the old nor the new, until the apply has succeeded.
  remember --started
  if ! apply; then
    pec recover "$stack" --error "$log" --apply
    plan
    apply
  fi
  remember
fi
