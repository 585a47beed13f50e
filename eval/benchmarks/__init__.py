"""Benchmarks: the solvers raced on problem files, the growth of cost with size, layouts per second.

Each benchmark measures in one run, interleaves what it compares and reports ratios, so that its tables mean the same on
a busy machine. `docs/benchmarks.md` says how to run them.
"""
