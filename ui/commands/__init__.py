"""The commands of `idesign`: in each file the arguments of a few and what they call, without the work itself.

Everything heavy is imported inside the functions, so that `--help` is quick. `ui/cli.py` puts them together.
"""
