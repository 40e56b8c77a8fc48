#!/usr/bin/env bash
# Plans or deploys customers, one after the other; one that fails does not hold back the others.
#
#   customers.sh records            fetches what is deployed into the folder "deployed"
#   customers.sh plan STACK...      plans, and refuses what would lose credit; writes nothing
#   customers.sh propose STACK...   plans, guards, and keeps each plan for the apply
#   customers.sh apply STACK...     applies exactly the plans that were kept, and remembers what is deployed
#
# Needs what stack.sh beside it needs, which does the work for each customer, and
#
#   MINUTES   after how many minutes no other customer is begun; 25 if empty, because one customer may take 30, as long as
#             Azure takes to register a resource provider, and a job has 60
#
# Leaves in "logs" what stack.sh leaves there, and what became of each customer in summary.md.
set -euo pipefail

verb=${1:-}
case $verb in
  records)
    mkdir -p deployed
    az storage blob download-batch --account-name "$RECORDS_ACCOUNT" --source "$RECORDS_CONTAINER" \
      --destination deployed --pattern '*.json' --auth-mode login --no-progress --only-show-errors --output none
    exit
    ;;
  plan) go_on='Take more shards: this one is too large.' ;;
  propose) go_on='This run does not deploy them; the next one plans them. Better take more shards.' ;;
  apply) go_on='Run the failed jobs again: the plans of these are still kept.' ;;
  *)
    echo "customers.sh: \"$verb\" is none of records, plan, propose, apply" >&2
    exit 2
    ;;
esac
shift

for stack in "$@"; do
  if [ ! -d "cdktf.out/stacks/$stack" ]; then
    echo "customers.sh: synth wrote no cdktf.out/stacks/$stack" >&2
    exit 2
  fi
done
mkdir -p logs
[ $# -gt 0 ] || echo "- $verb: nothing to do" >>logs/summary.md

# What became of a customer, and what its plan does to which resource. No values.
trace() {
  local change
  change=$(grep -oEm 1 '^(Plan: [0-9a-z, ]+|No changes)' "logs/$1.plan.txt" || true)
  echo "- $1: $verb $2${change:+. $change}"
  [ ! -f "logs/$1.changes.txt" ] || sed "s/.*/  - \`&\`/" "logs/$1.changes.txt"
  [ ! -f "logs/$1.guard.txt" ] || sed -nE "s/\`//g; s/^ +(allowed|lost): +(.*)/  - \`\1: \2\`/p" "logs/$1.guard.txt"
} >>logs/summary.md

failed=() left=()
for stack in "$@"; do
  rm -f "logs/$stack".*
  : >"logs/$stack.plan.txt"
  if [ "$SECONDS" -ge $((${MINUTES:-25} * 60)) ]; then
    trace "$stack" 'not begun: the time is up'
    left+=("$stack")
  elif bash "${BASH_SOURCE%/*}/stack.sh" "$verb" "$stack" </dev/null; then
    trace "$stack" 'done'
  else
    trace "$stack" failed
    failed+=("$stack")
  fi
done

# The sum stands above the customers.
sum() {
  local plans=("${@/#/logs/}")
  echo "**$verb: stacks ${#plans[@]}, failed ${#failed[@]}, not begun ${#left[@]}. Resources:" \
    "$(awk -F '[ ,.]+' '/^Plan: / { for (i = 2; i + 1 < NF; i++) if ($(i + 1) == "to") n[$(i + 2)] += $i }
      END { printf "%d to add, %d to change, %d to destroy", n["add"], n["change"], n["destroy"] }' \
      "${plans[@]/%/.plan.txt}")**"
  echo
  # A summary of GitHub takes 1 MiB: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
  head --bytes 1000000 logs/summary.md
}
if [ $# -gt 0 ]; then
  sum "$@" >logs/sum.md
  mv logs/sum.md logs/summary.md
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "Failed: ${failed[*]}. The next run tries them again." >&2
fi
if [ ${#left[@]} -gt 0 ]; then
  echo "Not begun within ${MINUTES:-25} minutes: ${left[*]}. $go_on" >&2
fi
[ $((${#failed[@]} + ${#left[@]})) -eq 0 ]
