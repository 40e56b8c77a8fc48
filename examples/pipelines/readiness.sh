#!/usr/bin/env bash
# Judges what a pull request declares. Leaves cdktf.out/readiness.md also where the app fails: then it lists the faults,
# and each fault with a line is marked there.
#
# Ends as "pec readiness --synth" ends. Needs the app installed, and signs in nowhere.
set -euo pipefail

report=cdktf.out/readiness.md
printed=cdktf.out/readiness.log
mkdir -p cdktf.out
rm -f "$report"

judge() (
  # What is printed holds names that others wrote: no line of it is an order to the runner of GitHub, as in customers.sh.
  if [ "${GITHUB_ACTIONS:-}" = true ]; then
    read -r token </proc/sys/kernel/random/uuid
    echo "::stop-commands::$token"
    trap 'echo "::$token::"' EXIT
  fi
  SOURCE_DATE_EPOCH=$(date +%s) PEC_COMMIT=${GITHUB_SHA:-${BUILD_SOURCEVERSION:-}} \
    node_modules/.bin/pec readiness --synth 2>&1 | tee "$printed"
)

code=0
judge || code=$?
[ ! -f "$report" ] || exit "$code"

# An indented block, out of which no text of a file gets; a comment of GitHub takes 65,536 characters.
{
  printf '%s\n' '<!-- pec-readiness -->' '## Nobody was judged: the app fails' ''
  { grep '^  - ' "$printed" || cat "$printed"; } | sed 's/^/    /' | head --bytes 60000 || true
} >"$report"

# GitHub shows ten of a step, and unescapes "%": actions/toolkit, packages/core/src/command.ts. The agent of Azure DevOps
# may be set not to, so there it stays: microsoft/azure-pipelines-agent, DECODE_PERCENTS in Agent.Sdk/Knob/AgentKnobs.cs.
mark='##vso[task.logissue type=error;sourcepath=\1;linenumber=\2;columnnumber=\3]\4' percent=%
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  mark='::error file=\1,line=\2,col=\3::\4' percent=%25
fi
grep -E '^  - [^]%:;,]+:[0-9]+:[0-9]+:? ' "$printed" | head --lines 10 |
  sed -E "s/%/$percent/g; s/^  - ([^:]+):([0-9]+):([0-9]+):? (.*)/$mark/" || true
exit "$code"
