"""Apps made by chance, of which everything is known: what the crawler is judged by.

    from tests.generated import generate

    app = generate("C", 60, seed=1000)              # GeneratedApp: the whole truth; further switches by name
    app = generate("A", 60, 7, traps=("logout", "language"), flake=0.05)     # see Settings for all switches
    driver = app.driver(seed=1)                     # patrol.device.driver.Driver; simulated clock; 40,000 taps/s
    scenario = app.scenario()                       # patrol.model.scenario.Scenario: package, and data for the forms
    session = Session(driver, driver.clock, scenario, MemoryRecorder(), pictures=False)
    crawl = explore(session, CrawlLimits(actions=3000, minutes=10**6), seed=1)

    driver.actions       # input events and launches so far; leaving costs two: the event, and the launch back
    driver.page          # id of the page in front, a dialog's page being the one below it; "" outside the app
    driver.visited       # {page id: actions when first shown}, in order, the app's own pages only (no traps, no walls)
    driver.found(200)    # how many of those were shown within the first 200 actions
    driver.cost(0.8)     # actions after which 80 % of app.goal were shown; None when never
    driver.tarpit        # actions lost in tarpits (definition: docs/crawl-benchmark.md)
    driver.rows_touched  # {page id: taps and swipes on its list}; driver.list_tries: without ways through it
    app.pages            # {page id: PageTruth}; app.goal: ids of the pages that can be reached at all
    app.edges()          # every way from page to page with what it costs
    app.truth_of(...)    # see GeneratedApp

Variants are those of the pilot: A plain; B with lists and texts that change; C with form gates and a logout besides.
Seeds 1000–1019 are for tuning, seeds 0–19 are held out for `make bench`. docs/crawl-benchmark.md tells the settings.
Whoever tunes the crawler must not edit this package, and whoever edits it must not look at the crawler's constants.
"""

from tests.generated.app import Effect, GeneratedApp, Kind, PageTruth, Way, WidgetTruth
from tests.generated.build import generate
from tests.generated.driver import GeneratedDriver
from tests.generated.settings import VARIANTS, Settings

__all__ = [
    "VARIANTS",
    "Effect",
    "GeneratedApp",
    "GeneratedDriver",
    "Kind",
    "PageTruth",
    "Settings",
    "Way",
    "WidgetTruth",
    "generate",
]

TUNING_SEEDS = range(1000, 1020)
HELD_OUT_SEEDS = range(20)
