"""What a command can do is written in docs/command-line.md, and each command shows an example of itself."""

import click

from development import docs


def test_the_page_about_the_command_line_says_what_the_commands_say() -> None:
    assert docs.PAGE.read_text(encoding="utf-8") == docs.page(), "python -m development.docs writes it anew"


def test_every_command_shows_an_example() -> None:
    leaves = [entry for entry in docs.everything() if not isinstance(entry[0], click.Group)]
    assert [
        context.command_path for command, context in leaves if "Example" not in (command.help or "")
    ] == []


def test_every_option_says_what_it_does() -> None:
    silent = [
        f"{context.command_path} {option.opts[0]}"
        for command, context in docs.everything()
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not option.hidden
    ]
    assert silent == []
