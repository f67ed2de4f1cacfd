"""Which tests are left out on Windows, and why: test by test, for what only POSIX has or what Wine lacks.

Three ways, each as narrow as can be. A helper that does what Windows cannot (`make_pipe`, `Person`, `git` where there
is none) leaves out the test that called it, and so does a link that Windows does not let us make. The other tests are
named below, one by one. With `--left-out-too` the named ones run as well, and one that passes there fails the run:
so the list cannot grow too long.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

_STEERING = (
    "cli/test_hostile_input.py::test_item_54_a_file_name_that_would_steer_a_terminal_is_shown_as_escapes"
)

LEFT_OUT: dict[str, tuple[str, ...]] = {
    "a device of POSIX systems: /dev/full, /dev/null, /dev/zero, /proc/self/fd": (
        "cli/test_diff.py::test_item_56_a_closed_pipe_is_quiet_and_a_full_disk_is_said",
        "cli/test_hostile_input.py::test_item_26_endless_standard_input_is_read_up_to_the_limit",
        "cli/test_hostile_input.py::test_item_56_a_full_disk_is_an_error_and_told",
        "cli/test_paths.py::test_a_device_is_no_file",
        "yaml/test_text_source.py::test_a_folder_read_by_mistake_leaves_no_descriptor_open",
    ),
    "a socket among files, which Windows does not have": (
        "cli/test_hostile_input.py::test_what_is_no_file_is_told_at_once[item-26-socket-validate]",
        "cli/test_hostile_input.py::test_what_is_no_file_is_told_at_once[item-26-socket-score]",
        "yaml/test_text_source.py::test_a_socket_is_no_file",
    ),
    "a name that no file of Windows can have": (
        "check/test_formats.py::test_a_log_line_is_no_command_whatever_the_file_is_called",
        "check/test_formats.py::test_all_formats_carry_nasty_findings_alike",
        "check/test_formats.py::test_github_gets_one_annotation_a_problem_and_no_other_command",
        "check/test_formats.py::test_github_is_told_of_what_could_not_be_read",
        "check/test_formats.py::test_junit_with_any_text_can_be_read_back",
        "check/test_formats.py::test_sarif_names_files_by_relative_encoded_addresses",
        "check/test_formats.py::test_the_summary_of_the_step_is_a_table_added_at_its_end",
        f"{_STEERING}['\\\\x1b[2J.yaml']",
        f"{_STEERING}['a\\\\nb.yaml']",
        f"{_STEERING}['a\\\\rb.yaml']",
        "cli/test_hostile_input.py::test_item_71_a_name_that_is_no_utf8_is_read_and_shown",
        "cli/test_hostile_input.py::test_item_71_files_of_strange_names_are_read_after_two_dashes",
        "disk/test_drives.py::test_a_backslash_in_a_name_stays_where_it_is_no_separator",
    ),
    "a program that is a script for the shell of POSIX systems": (
        "cli/test_hostile_input.py::test_item_56_a_closed_stream_is_no_crash",
        "disk/test_git.py::test_a_git_that_dies_is_told_from_one_that_hangs",
        "disk/test_git.py::test_item_74_git_that_does_not_trust_a_repository_is_explained",
        "disk/test_git.py::test_item_75_a_cat_file_that_hangs_is_stopped",
        "disk/test_git.py::test_item_75_a_git_that_hangs_is_stopped_with_what_it_started",
        "disk/test_git_answers.py::test_a_call_that_fails_says_why",
        "disk/test_git_answers.py::test_a_code_that_is_an_answer_is_one",
        "disk/test_git_answers.py::test_a_reader_that_stops_in_the_middle_is_told",
        "report/test_pdf_without_browser.py::test_a_browser_that_fails_is_quoted",
        "terminal/test_editor.py::test_a_line_of_ones_own_that_looks_like_a_note_stays",
        "terminal/test_editor.py::test_item_53_an_editor",
        "terminal/test_editor.py::test_item_53_no_shell_reads_the_command[a quote not closed]",
        "terminal/test_editor.py::test_notes_stand_below_the_text_and_do_not_come_back_with_it",
        "terminal/test_editor.py::test_the_editor_gets_what_is_there",
        "terminal/test_editor.py::test_the_text_is_nobody_elses_business",
        "terminal/test_editor.py::test_visual_comes_before_editor",
        "terminal/test_editor.py::test_what_the_editor_leaves_is_the_text",
        "terminal/test_editor.py::test_without_one_set_gits_editor_is_taken_then_what_is_there",
    ),
    "the folder that one is in, or a file that is open, cannot be removed on Windows": (
        "cli/test_boundary.py::test_a_folder_that_is_gone_is_said_to_be",
        "disk/test_lock.py::test_a_folder_that_vanished_is_no_crash",
        "disk/test_lock.py::test_a_lock_file_that_was_replaced_is_left_to_its_owner",
        "disk/test_save.py::test_a_folder_that_vanishes_is_no_crash",
    ),
    "modes, owners and links of POSIX, by which a file is saved there": (
        "check/test_settings.py::test_settings_from_beyond_the_folder_of_the_agency_do_not_count[open itself]",
        "check/test_settings.py::test_settings_from_beyond_the_folder_of_the_agency_do_not_count[open to all]",
        "disk/test_lock.py::test_a_link_that_the_system_does_not_follow_is_called_one",
        "disk/test_lock.py::test_a_lock_that_may_not_be_opened_is_told_at_once",
        "disk/test_lock.py::test_a_lock_on_a_file_that_was_removed_meanwhile_does_not_count",
        "disk/test_save.py::test_a_backup_holds_what_was_there_at_the_start",
        "disk/test_save.py::test_a_backup_is_made_once_and_has_the_mode_of_the_file",
        "disk/test_save.py::test_a_failing_call_leaves_the_old_file[fchmod-28]",
        "disk/test_save.py::test_a_failing_call_leaves_the_old_file[fchmod-5]",
        "disk/test_save.py::test_a_failing_call_leaves_the_old_file[fchmod-10069]",
        "disk/test_save.py::test_a_failing_link_is_no_reason_to_write_otherwise",
        "disk/test_save.py::test_a_file_system_without_hard_links_will_do",
        "disk/test_save.py::test_a_folder_that_does_not_sync_is_told_of_unless_its_file_system_never_does",
        "disk/test_save.py::test_a_new_file_has_the_mode_that_the_umask_leaves",
        "disk/test_save.py::test_a_read_only_folder_is_said_before",
        "disk/test_save.py::test_extended_attributes_are_kept",
        "disk/test_save.py::test_force_replaces_a_file_and_keeps_its_mode",
        "disk/test_save.py::test_the_mode_is_kept",
        "site/test_site_folder.py::test_a_page_has_the_mode_that_the_umask_leaves_and_keeps_one_that_was_given_to_it",
    ),
    "one huge operation is stopped by the system on POSIX alone; docs/windows.md says so": (
        "pages/test_own_templates.py::test_a_hostile_template_is_stopped_and_named_with_its_line[a huge text]",
        "pages/test_own_templates.py::test_a_hostile_template_is_stopped_and_named_with_its_line"
        "[a huge power of text]",
    ),
    "limits, signals and preparations of a process that POSIX alone has": (
        "disk/test_save.py::test_a_limit_on_file_sizes_leaves_the_old_file",
        "editing/test_assess_stops.py::test_item_46_nor_where_standard_input_is_closed",
        "test_forked.py::test_a_copy_that_is_killed_ends_by_the_signal",
    ),
    "a person's folders where other systems have them: XDG_STATE_HOME, HOME": (
        "disk/test_save.py::test_unsaved_content_goes_to_the_state_folder",
        "disk/test_save.py::test_without_a_state_folder_the_home_and_then_the_temporary_folder_will_do",
        "disk/test_state_folder.py::test_a_folder_that_cannot_be_made_is_no_reason_to_stop",
        "disk/test_state_folder.py::test_home_is_where_it_lies_by_default",
        "disk/test_state_folder.py::test_it_is_nobody_elses_business",
        "disk/test_state_folder.py::test_what_cannot_be_read_is_nothing",
        "disk/test_state_folder.py::test_without_a_place_of_ones_own_nothing_is_kept",
        "editing/test_session_files.py::test_a_file_that_vanished_leaves_a_copy",
    ),
}
"""Why -> the tests, as `file::test` or `file::test[case]` below tests/."""


def reason_on_windows(nodeid: str) -> str | None:
    """Why a test is left out on Windows; None where it is not."""
    file, _, test = nodeid.partition("::")
    name = f"{file.replace(os.sep, '/').removeprefix('tests/')}::{test}"
    return _REASONS.get(name) or _REASONS.get(name.partition("[")[0])


_REASONS = {name: reason for reason, names in LEFT_OUT.items() for name in names}


def leave_out_where_links_cannot_be_made() -> None:
    """Have `os.symlink`, and what calls it, leave out the test where the system lets us make no links."""
    real = os.symlink

    def symlink(source: Path | str, target: Path | str, *rest: Any, **options: Any) -> None:
        try:
            real(source, target, *rest, **options)
        except OSError as error:
            if getattr(error, "winerror", None) is None:
                raise
        # Wine 8 says that it made one. pytest asks for links, too, and does without.
        if not os.path.islink(target) and (_is_test(1) or _is_test(2)):
            pytest.skip("this Windows lets us make no symbolic links")

    os.symlink = symlink  # type: ignore[assignment]


def _is_test(depth: int) -> bool:
    """Whether what is so many calls further up is a test or one of its helpers."""
    return str(sys._getframe(depth + 1).f_globals.get("__name__", "")).startswith("tests.")


def leave_out_where_pools_do_not_end() -> None:
    """Have a pool of processes leave out its test under Wine 8, where one does its work and then does not end."""
    from concurrent.futures import ProcessPoolExecutor

    def leave_out(self: ProcessPoolExecutor, *rest: Any, **options: Any) -> None:
        pytest.skip("a pool of processes does its work under Wine 8, and then does not end")

    if "WINEPREFIX" in os.environ:
        ProcessPoolExecutor.__init__ = leave_out  # type: ignore[method-assign]


def write_as_other_systems_do() -> None:
    """Have tests write and read texts in UTF-8 and with LF where they say nothing else, as they do on other systems.

    The code that is tested gets no such help.
    """
    for name in ("read_text", "write_text"):
        _help_tests(name)


def _help_tests(name: str) -> None:
    real = getattr(Path, name)

    def helped(self: Path, *arguments: Any, **options: Any) -> Any:
        if _is_test(1):
            if len(arguments) == (name == "write_text"):
                options.setdefault("encoding", "utf-8")
            if name == "write_text":
                options.setdefault("newline", "\n")
        return real(self, *arguments, **options)

    setattr(Path, name, helped)
