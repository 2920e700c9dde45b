#!/bin/sh
# The build gate, told with the demo bank's two builds: 1.1 is held against 1.0 and fails, then its new pages get
# journeys and the rest a waiver, and it passes. `make gate-demo` runs this; the commands are what a team would type.
#
#   story.sh [FOLDER]      where the runs and the team's own copy of the app go (default: reports/gate-demo)
set -eu
patrol=${PATROL:-patrol}
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-reports/gate-demo}
team=$out/team
run="--phone demo --build 1.1 --baseline $here/baseline.zip --actions 120 --idle 0 --without consent --without passwords --quiet"
rm -rf "$team"
mkdir -p "$team/checks"
cp -R "$here/.." "$team/demo"
rm -rf "$team/demo/gate"

say() {
    printf '\n\033[1m%s\033[0m\n' "$*"
}

# try CODE COMMAND…: show the command, run it, and end the story when it does not exit with CODE.
try() {
    wanted=$1
    shift
    printf '\n$ patrol %s\n' "$*"
    code=0
    "$patrol" "$@" || code=$?
    if [ "$code" -ne "$wanted" ]; then
        printf '\nThe story expects exit code %s here, not %s.\n' "$wanted" "$code" >&2
        exit 3
    fi
    printf '(exit code %s)\n' "$code"
}

newest() {
    ls -d "$out"/demo-* | tail -n 1
}

say '1. Build 1.1 is inspected; what the baseline did not have is visited first and in depth. (about five minutes)'
try 1 run "$team/demo" $run --out "$out"
first=$(newest)

say '2. The gate: new pages without a test case, slower starts, a new sensitive call. The build fails.'
try 1 gate "$first" --drafts "$team/demo/journeys"

say '3. The team accepts the drafts that were written, and waives the rest for a time, with a name and a reason.'
until=$(date -u -d '+30 days' +%F 2>/dev/null || date -u -v+30d +%F)
cat > "$team/checks/policy.yaml" <<POLICY
waivers:
  - {gate: regression, subject: "start.*", role: Head of mobile, until: $until, reason: The pension module is set up at start; BANK-2041 moves it behind the first page.}
  - {gate: new-call, subject: "SDK-talkingdata *", role: Data protection officer, until: $until, reason: The supplier ships a build without it this month; BANK-2042.}
POLICY
cat "$team/checks/policy.yaml"
ls "$team/demo/journeys" | grep draft || true

say '4. The same build again, now with its new journeys. (about five minutes)'
sleep 1
try 1 run "$team/demo" $run --checks "$team/checks" --out "$out"
try 0 gate "$(newest)" --checks "$team/checks"

say "The gate is open. Read both answers: $first/report.html and $(newest)/report.html"
