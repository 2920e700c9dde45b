"""What a crawl is measured with: baselines, bounds and statistics. docs/crawl-benchmark.md tells the definitions."""
