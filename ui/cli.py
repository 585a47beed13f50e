"""The `idesign` command: its commands put together, and errors as one line. The commands are in `ui/commands`.

What a person reads goes to stderr, data to stdout or files. Exit status: 0 done, 1 done but not as asked (or an
unexpected fault), 2 bad input with one line naming what and where; `solve` has its own.
"""

from __future__ import annotations

import errno
import sys

import typer
from typer.exceptions import TyperException

from ui.commands.assets import assets_app
from ui.commands.batch import batch
from ui.commands.benchmark import benchmark_app
from ui.commands.files import export, render
from ui.commands.judging import arena, evaluate
from ui.commands.layouts import check, solve
from ui.commands.machine import doctor, mcp_server, studio
from ui.commands.rooms import chat, design, edit

app = typer.Typer(
    name="idesign",
    help="From a sentence about a room to a furnished 3D room.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (design, edit, chat, solve, check, batch, evaluate, arena, render, export, doctor):
    app.command()(command)
app.command("app")(studio)
app.command("mcp")(mcp_server)
app.add_typer(assets_app, name="assets")
app.add_typer(benchmark_app, name="benchmark")


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line and returns the exit status; never lets an expected error show a traceback."""
    try:
        result = app(arguments, prog_name="idesign", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except TyperException as e:
        return _complain(e.format_message() or "a command is needed; see idesign --help", e.exit_code)
    except typer.Abort:
        return _complain("cancelled", 130)
    except KeyboardInterrupt:
        return _complain("cancelled; nothing half-written is left", 130)
    except BrokenPipeError:
        return 1
    except Exception as e:  # noqa: BLE001 - the last line of defence: expected errors become one line, others are raised
        return _fail(e)


def _fail(error: Exception) -> int:
    from assets.errors import AssetError
    from idesign.errors import IdesignError, InputError
    from solvers.errors import SolverInputError

    if isinstance(error, (InputError, SolverInputError, AssetError)):
        return _complain(str(error), 2)
    if isinstance(error, IdesignError):
        return _complain(str(error), 1)
    if isinstance(error, OSError) and error.strerror:
        wrong_path = isinstance(error, (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError))
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror}", 2 if wrong_path or error.errno == errno.EROFS else 1)
    raise error


def _complain(text: str, status: int) -> int:
    sys.stderr.write(f"idesign: {' '.join(text.split())}\n")
    return status


def main() -> None:
    """Entry point of the `idesign` program."""
    sys.exit(run())


if __name__ == "__main__":
    main()
