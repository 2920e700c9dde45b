#!/bin/sh
# What the pipeline does with patrol: inspect the app, write the result in every form, hold it against the baseline.
# Try it at your desk: APP=scenarios/my-app PHONE=demo sh ci/patrol.sh
#
#   APP         folder with app.yaml
#   PHONE       name in devices.yaml or serial; empty: the only phone that is attached
#   BUILD       build of the app's model, for the virtual phone; empty: the model that app.yaml names
#   BASELINE    a baseline that is committed; where there is none, .patrol/baseline.zip is taken, which the pipeline keeps
#   SAVE        true: this is the main branch; a build that passes becomes .patrol/baseline.zip
#   FORK        true: somebody else's branch, without your secrets; what needs them is not played
#   TIME_LIMIT  minutes, report included
#
# Ends as `patrol gate` does: 0 passed, 1 failed, 2 configuration, 3 phone or computer, 4 inconclusive. Findings alone end
# it with 0 while there is no baseline: the first build is what the next ones are held against.
set -u
baseline=
for each in "${BASELINE:-}" .patrol/baseline.zip; do
  if [ -n "$each" ] && [ -e "$each" ]; then baseline=$each; break; fi
done

set -- run "${APP:?names the folder with app.yaml}" --out reports --time-limit "${TIME_LIMIT:-30}" --compare none
if [ -n "${PHONE:-}" ]; then set -- "$@" --phone "$PHONE"; fi
if [ -n "${BUILD:-}" ]; then set -- "$@" --build "$BUILD"; fi
if [ -n "$baseline" ]; then set -- "$@" --baseline "$baseline"; fi
if [ "${FORK:-}" = true ]; then set -- "$@" --skip-unset; fi
code=0
patrol "$@" ${PATROL_OPTIONS:-} || code=$?
case $code in 0 | 1 | 4) ;; *) exit "$code" ;; esac

rm -rf build/patrol
patrol report reports/latest --format all --out build/patrol || exit $?

if [ -n "$baseline" ]; then
  code=0
  patrol gate reports/latest --drafts build/patrol/drafts || code=$?
else
  echo "patrol: there is no baseline yet, so nothing is new; a build of the main branch that can be judged becomes it."
  if [ "$code" = 1 ]; then code=0; fi
fi
if [ "$code" = 0 ] && [ "${SAVE:-}" = true ]; then
  mkdir -p .patrol && patrol baseline save reports/latest --out .patrol/baseline.zip || exit $?
fi
if [ "$code" = 4 ] && [ "${FORK:-}" = true ]; then
  echo "patrol: inconclusive, as a branch without your secrets may be: run it again from a branch of this repository."
  exit "${FORK_INCONCLUSIVE:-0}"
fi
exit "$code"
