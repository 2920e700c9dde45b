from __future__ import annotations

import pytest

from patrol.journey.values import Values


def test_a_value_is_found_in_the_journey_before_the_environment() -> None:
    values = Values({"NAME": "secret"})
    assert values.resolve("${NAME}!", {"NAME": "plain"}) == "plain!"
    assert values.mask("plain") == "plain"


def test_what_the_environment_gives_is_masked_wherever_it_appears() -> None:
    values = Values({"PIN": "246810", "PHONE": "13800138000"})
    assert values.resolve("${PIN} ${PHONE}") == "246810 13800138000"
    assert values.mask("typed 246810 for 13800138000") == "typed ${PIN} for ${PHONE}"
    assert set(values.secrets()) == {"246810", "13800138000"}


def test_what_will_be_typed_is_masked_before_it_is() -> None:
    told: list[str] = []
    values = Values({"PIN": "246810", "USER": "root"}, on_secret=told.append)
    values.expect('["${PIN}", "${CITY:-杭州}", "${USER}"]', {"USER": "小港"})
    assert values.mask("246810 root 杭州") == "${PIN} root 杭州" and told == ["246810"]


def test_a_secret_reached_through_a_value_is_masked_too() -> None:
    values = Values({"PIN": "246810"})
    assert values.resolve("${code}", {"code": "${PIN}"}) == "246810"
    assert values.shown("${code} ${PIN}", {"code": "${PIN}"}) == "${PIN} ${PIN}"


def test_a_default_is_used_when_the_environment_is_silent_and_masked_all_the_same() -> None:
    values = Values({"PIN": ""})
    assert values.resolve("${PIN:-135790}") == "135790"
    assert values.mask("135790") == "${PIN}"


def test_a_name_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="NOBODY"):
        Values().resolve("${NOBODY}")


def test_values_that_name_themselves_end() -> None:
    with pytest.raises(KeyError):
        Values().resolve("${a}", {"a": "${a}"})


def test_what_turns_out_to_be_a_secret_is_masked_under_its_first_name() -> None:
    values = Values({"PIN": "135790"})
    values.resolve("${PIN}")
    values.learn("pay/pin", "135790")
    values.learn("wallet/pin", "975310")
    assert values.mask("135790 975310") == "${PIN} ${wallet/pin}"


def test_very_short_secrets_do_not_black_out_everything() -> None:
    values = Values({"N": "1"})
    values.resolve("${N}")
    assert values.mask("step 1 of 11") == "step 1 of 11"
