"""What a page makes of the differences that it is sent is what was sent."""

from __future__ import annotations

import copy
import importlib.util
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ui.page.gradio_mends import mend_streams, whole

DOCUMENTS = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=1), inner, max_size=2),
    max_leaves=12,
)


def applied(old: Any, edits: list[list[Any]]) -> Any:
    """The edits carried out as Gradio's client does."""
    value = copy.deepcopy(old)
    for action, path, new in edits:
        if not path:
            value = new if action == "replace" else value + new
            continue
        at = value
        for step in path[:-1]:
            at = at[step]
        if action == "add" and isinstance(at, list):
            at.insert(int(path[-1]), new)
        elif action == "delete":
            del at[path[-1]]
        else:
            at[path[-1]] = at[path[-1]] + new if action == "append" else new
    return value


@given(DOCUMENTS, DOCUMENTS)
def test_the_new_value_arrives(old: Any, new: Any) -> None:
    assert applied(old, whole(old, new)) == new


def test_gradios_own_differences_still_need_mending() -> None:
    """Fails when Gradio has mended it: then this file and its mend can go."""
    import gradio.utils

    spec = importlib.util.spec_from_file_location("gradio_utils_as_it_came", str(gradio.utils.__file__))
    assert spec is not None
    assert spec.loader is not None
    own = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(own)
    old, new = [[1, 2, 3], [4, 5, 6]], [[1], [4]]
    edits = own.diff(old, new)
    try:
        wrong = applied(old, edits) != new
    except IndexError:
        wrong = True
    assert wrong


def test_the_mend_is_where_gradio_looks() -> None:
    import gradio.utils

    mend_streams()
    assert gradio.utils.diff is whole
