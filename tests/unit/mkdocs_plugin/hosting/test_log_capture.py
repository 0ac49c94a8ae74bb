# SPDX-License-Identifier: MIT
"""What plugins write into MkDocs' log."""

from __future__ import annotations

import logging

from kbgen.mkdocs_plugin.hosting.log_capture import LogMessage, capture_log


def test_warnings_are_collected_and_nothing_is_printed(capfd) -> None:
    logger = logging.getLogger("mkdocs.plugins.some_plugin.util")
    with capture_log() as said:
        logger.info("nothing")
        logger.warning("two\n  lines")
        logger.error("x" * 1000)
    assert said[0] == LogMessage("mkdocs.plugins.some_plugin.util", "two lines")
    assert len(said[1].text) == 300
    assert capfd.readouterr() == ("", "")


def test_the_log_is_as_it_was_afterwards() -> None:
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate, list(logger.handlers)
    with capture_log():
        pass
    assert (logger.level, logger.propagate, logger.handlers) == before


def test_a_plugin_is_known_by_its_log() -> None:
    said = LogMessage("mkdocs.plugins.mkdocs_some_plugin.util", "x")
    assert said.plugin_name(["other", "some-plugin"]) == "some-plugin"
    assert said.plugin_name(["other"]) == ""
