#!/usr/bin/env bash
# Asks Microsoft for usage, says who earned, and writes what there is to say.
#
#   confirm.sh FOLDER
#
#   FOLDER/confirmation.json   the confirmation, for programs
#   FOLDER/report.html         the page
#   FOLDER/alarms/KEY.md       a text for each customer who should earn and lost credit, at most fifty
#
# Ends with 0, also if credit was lost: the alarms say so. Needs jq and pec, a sign-in as an application with
# PartnerBilling.Read.All, what synth wrote in cdktf.out, and these variables, of which one may be empty:
#
#   INVOICES     numbers of invoices, separated by spaces
#   CURRENCIES   where there is none, last month's usage in these currencies, which is not billed yet
set -euo pipefail

folder=$1
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

mkdir -p "$folder/alarms"
# 1 means that credit was lost; what is worse than that ends the job.
code=0
pec confirm "${usage[@]}" --format json --write "$folder/confirmation.json" || code=$?
[ "$code" -le 1 ] || exit "$code"
pec report --confirmation "$folder/confirmation.json" --write "$folder/report.html"

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
