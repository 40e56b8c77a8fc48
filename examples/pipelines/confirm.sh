#!/usr/bin/env bash
# Asks Microsoft for usage, says who earned, and writes what there is to say.
#
#   confirm.sh FOLDER [PREVIOUS]
#
#   PREVIOUS                   what an earlier run left, if there was one
#   FOLDER/confirmation.json   the confirmation, for programs
#   FOLDER/months/DAY.json     this one and those of earlier runs, by their first day: thirteen at most
#   FOLDER/report.html         the page, of all these months
#   FOLDER/alarms/KEY.md       a text for each customer who should earn and lost credit, at most fifty
#
# Ends with 0, also if credit was lost: the alarms say so. Needs jq and pec, a sign-in as an application with
# PartnerBilling.Read.All, what synth wrote in cdktf.out, and these variables, of which one may be empty:
#
#   INVOICES     numbers of invoices, separated by spaces
#   CURRENCIES   where there is none, last month's usage in these currencies, which is not billed yet
set -euo pipefail

folder=$1 previous=${2:-}
usage=()
read -ra invoices <<<"${INVOICES:-}"
read -ra currencies <<<"${CURRENCIES:-}"
for invoice in "${invoices[@]}"; do
  usage+=(--fetch "$invoice")
done
if [ ${#usage[@]} -eq 0 ]; then
  usage=(--fetch unbilled --period last)
  for currency in "${currencies[@]}"; do
    usage+=(--currency "$currency")
  done
fi

months=$folder/months
mkdir -p "$folder/alarms" "$months"
# 1 means that credit was lost; what is worse than that ends the job.
code=0
pec confirm "${usage[@]}" --format json --write "$folder/confirmation.json" || code=$?
[ "$code" -le 1 ] || exit "$code"

# Of the earlier ones those of the same version that tell of no day of this one: it is the newer word.
shopt -s nullglob
for file in ${previous:+"$previous"/months/*.json}; do
  if jq --exit-status --slurp '.[0] as $new | .[1] | .version == $new.version
    and (.covers.to < $new.covers.from or .covers.from > $new.covers.to)' "$folder/confirmation.json" "$file" >/dev/null; then
    cp "$file" "$months"
  fi
done
cp "$folder/confirmation.json" "$months/$(jq --raw-output .covers.from "$folder/confirmation.json").json"
kept=("$months"/*.json)
# The same month of last year stands beside this one.
if [ ${#kept[@]} -gt 13 ]; then
  rm "${kept[@]:0:${#kept[@]}-13}"
fi
pec report --confirmation "$months"/*.json --write "$folder/report.html"

# What an issue shows is keys, ids, dates, amounts and codes: no text that anybody else wrote.
# shellcheck disable=SC2016 # jq's own variables
alarms='
  def lost: map("\(.lostCertain) \(.currency) for certain, \(.lostLikely) likely") | join("; ");
  def codes: [.reasons[] | split(":")[0]] | unique | join(", ");
  def span: if length == 1 then .[0].date else "\(.[0].date) to \(.[-1].date), \(length) days" end;
  def rows: "`\(.subscriptionId)`" as $id | [.days[] | select(.verdict == "lost" or .verdict == "partly")]
    | group_by(codes)[] | "| \($id) | \(span) | \(.[0] | codes) |";
  "\(.covers.from) to \(.covers.to)" as $when
  | (select(.nobodyEarned) | {key: "_everybody", lines: [
      "Nobody earned partner earned credit, \($when). Look at the partner admin link and at PEC-Automation first."
    ]}),
    (.customers[] | select(.isAlarm) | {key, lines: [
      "Should earn partner earned credit and lost it, \($when): \(.totals | lost).",
      "",
      "| Subscription | Days | Why |",
      "| --- | --- | --- |",
      ([.subscriptions[] | rows] | .[:100][])
    ]})
  | {key, text: (["<!-- pec-confirmation \(.key) -->"] + .lines + ["", "The page of the run has the rest."] | join("\n"))}'
jq --compact-output "[$alarms] | .[:50][]" "$folder/confirmation.json" | while read -r alarm; do
  jq --raw-output .text <<<"$alarm" >"$folder/alarms/$(jq --raw-output .key <<<"$alarm").md"
done
# More at once is one cause, and no list of tasks.
jq --raw-output "[$alarms] | length - 50 | select(. > 0) | \"\(.) more customers lost credit; the page names them\"" \
  "$folder/confirmation.json" >&2
