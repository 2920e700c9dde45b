"""patrol inside pytest: journeys as tests, and a phone for tests of one's own. docs/pytest.md tells how it is used."""
