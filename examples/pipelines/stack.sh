#!/usr/bin/env bash
# Plans or deploys one stack: that of a customer, pec-identity, or partner-link.
#
#   stack.sh plan STACK      plans, and refuses what would lose credit; writes nothing, so a right to read is enough
#   stack.sh propose STACK   the same with the state locked, and keeps the plan for the apply
#   stack.sh apply STACK     applies exactly the plan that was kept; interrupted, it recovers once
#
# Needs pec, terraform, az and jq on the PATH, a sign-in, what synth wrote in cdktf.out, and these variables:
#
#   PEC_AUTOMATION_ID                    the object id of PEC-Automation
#   ALLOW                                addresses that may go, separated by spaces; usually empty
#   PLANS_ACCOUNT, PLANS_CONTAINER       the storage container that keeps plans between "propose" and "apply"
#   PLANS_FOLDER                         names the run and its commit: no run applies what another one planned
#   RECORDS_ACCOUNT, RECORDS_CONTAINER   the storage container that remembers which customers are deployed; empty for a
#                                        stack that is no customer's
#
# Leaves in "logs" STACK.plan.txt, its plan; STACK.changes.txt, what that changes, one resource a line;
# STACK.guard.txt, what pec guard said; and STACK.log, what an apply printed.
set -euo pipefail

verb=$1 stack=$2
folder=cdktf.out/stacks/$stack
planned=logs/$stack.plan.txt changed=logs/$stack.changes.txt guarded=logs/$stack.guard.txt log=logs/$stack.log
kept=${PLANS_FOLDER:-}/$stack.tar

# A plan holds values in clear. It stays nowhere longer than it is needed.
restart_commands() { :; }
trap 'rm -f "$folder/plan.tfplan" "$folder/plan.tar"; restart_commands' EXIT

# What is printed from here on holds names that others wrote; no line of it is an order to the runner of GitHub:
# https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
# In the pipelines of Azure DevOps, "target" does the same.
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  read -r token </proc/sys/kernel/random/uuid
  echo "::stop-commands::$token"
  restart_commands() { echo "::$token::"; }
fi
echo "=== $stack"

# Azure DevOps hands the sign-in over in variables of its own.
if [ -n "${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:-}" ]; then
  export ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID=$AZURESUBSCRIPTION_SERVICE_CONNECTION_ID
  export ARM_CLIENT_ID=${servicePrincipalId:?} ARM_TENANT_ID=${tenantId:?}
fi
export TF_IN_AUTOMATION=1 TF_INPUT=0

guard=()
[ -z "${RECORDS_CONTAINER:-}" ] || guard+=(--stack "$stack")
[ -z "${PEC_AUTOMATION_ID:-}" ] || guard+=(--automation "$PEC_AUTOMATION_ID")
read -ra allowed <<<"${ALLOW:-}"
for address in "${allowed[@]}"; do
  guard+=(--allow "$address")
done

# Who only plans may not write the state, so cannot lock it.
lock=true
[ "$verb" != plan ] || lock=false

blob() {
  az storage blob "$@" --auth-mode login --only-show-errors --output none
}

# Whoever may read this container reads what the states hold, and whoever may write it says what is applied.
plans() {
  blob "$@" --account-name "$PLANS_ACCOUNT" --container-name "$PLANS_CONTAINER" --name "$kept"
}

remember() {
  [ -n "${RECORDS_CONTAINER:-}" ] || return 0
  pec record "$stack" "$@" --write "deployed/$stack.json"
  blob upload --account-name "$RECORDS_ACCOUNT" --container-name "$RECORDS_CONTAINER" --name "$stack.json" \
    --file "deployed/$stack.json" --overwrite --no-progress
}

init() {
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
}

# Addresses and actions, and no values.
changes() {
  terraform -chdir="$folder" show -json plan.tfplan | jq --raw-output '.resource_changes[]?
    | (.change.actions - ["no-op", "read"] + (if .change.importing then ["import"] else [] end)) as $actions
    | select($actions != []) | "\($actions | join("+")) \(.address)"' | sort
}

# Says in a file what it changes.
plan() {
  if ! terraform -chdir="$folder" plan -lock="$lock" -out=plan.tfplan -no-color | tee "$planned"; then
    echo "If an earlier apply was interrupted: pec recover $stack --error FILE, with the log of that run." >&2
    exit 1
  fi
  changes >"$1"
  terraform -chdir="$folder" show -json plan.tfplan | pec guard - "${guard[@]}" | tee "$guarded"
}

keep() {
  local files=(plan.tfplan)
  # The apply takes the same plugins; Terraform refuses a plan that was made with others.
  [ ! -f "$folder/.terraform.lock.hcl" ] || files+=(.terraform.lock.hcl)
  tar --create --file "$folder/plan.tar" --directory "$folder" "${files[@]}"
  plans upload --file "$folder/plan.tar" --overwrite --no-progress
}

# A plan is taken once.
take() {
  if ! plans download --file "$folder/plan.tar" --no-progress; then
    echo "$stack has no plan of this run that can be fetched. Start a new run: it plans again, and asks again." >&2
    exit 1
  fi
  plans delete
  tar --extract --file "$folder/plan.tar" --directory "$folder"
}

# What an apply printed tells "pec recover" what it left behind.
apply() {
  terraform -chdir="$folder" apply -no-color plan.tfplan 2>&1 | tee -a "$log"
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

mkdir -p logs deployed
if [ "$verb" != apply ]; then
  init
  plan "$changed"
  [ "$verb" = plan ] || keep
  exit
fi

: >"$log"
take
init
terraform -chdir="$folder" show -no-color plan.tfplan | tee "$planned"
changes >"$changed"
# From here on, what is deployed is neither the old nor the new, until the apply has succeeded.
remember --started
if ! apply; then
  if grep --quiet 'Saved plan is stale' "$log"; then
    echo "$stack changed after it was planned, so nothing was done. Start a new run: it plans again, and asks again." >&2
    exit 1
  fi
  pec recover "$stack" --error "$log" --apply
  plan "$changed.now"
  # What is left of the plan that was approved may be applied, nothing else.
  more=$(comm -13 "$changed" "$changed.now")
  if [ -n "$more" ]; then
    printf '%s\n' "$stack needs more than was approved. Start a new run: it plans again, and asks again." "$more" >&2
    exit 1
  fi
  apply
fi
remember
