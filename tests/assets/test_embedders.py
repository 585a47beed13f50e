"""Embedders by name: the built-in one, and a real model of sentence-transformers read from a folder."""

from __future__ import annotations

import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assets import find
from assets.asset import AssetQuery
from assets.embeddings import LEXICAL, LexicalEmbedder, chosen_embedder, compared_by
from assets.embeddings_models import MiniLmEmbedder, _encoder, named_embedder
from assets.errors import AssetError
from assets.found import FoundLibrary
from assets.retrieval import best_categories
from assets.search import search
from idesign.build import _embedder, words_compared
from idesign.errors import InputError

WORDS = ("sofa", "couch", "oak", "table", "lamp", "zzyzx", "a", "big")
REAL = pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="needs the extra 'minilm'")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of MiniLM's kind, as its own libraries save it: BERT with two small layers, random weights from a seed,
    mean pooling, vectors of length 1."""
    transformers: Any = import_module("transformers")
    import_module("torch").manual_seed(0)
    out = tmp_path_factory.mktemp("model")
    (out / "vocab.txt").write_text("\n".join(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS)) + "\n")
    transformers.BertTokenizer(str(out / "vocab.txt")).save_pretrained(out / "bert")
    config = transformers.BertConfig(
        vocab_size=len(WORDS) + 5, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48
    )
    transformers.BertModel(config).save_pretrained(out / "bert")
    parts: Any = import_module("sentence_transformers.models")
    bert = parts.Transformer(str(out / "bert"), max_seq_length=16)
    pool = parts.Pooling(32)
    import_module("sentence_transformers").SentenceTransformer(modules=[bert, pool, parts.Normalize()]).save(
        str(out / "small")
    )
    return out / "small"


@REAL
def test_a_folder_with_a_real_model_is_read_by_its_own_library(folder: Path) -> None:
    embedder = named_embedder(str(folder))
    rows = embedder.embed(["a big oak table", "sofa", "a big oak table"])
    assert rows.shape == (3, 32)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[0], rows[2], atol=1e-5)
    assert not np.allclose(rows[0], rows[1], atol=1e-3)


@REAL
def test_the_real_model_names_categories_and_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random weights know nothing, but a word is nearest to itself: what is no name is compared by the model."""
    monkeypatch.setattr("assets.embeddings._cache", lambda: tmp_path)
    embedder = named_embedder(str(folder))
    guess = best_categories("zzyzx", 1, embedder=embedder)[0]
    assert "means most nearly" in guess.because
    assert best_categories("sofa", 1, embedder=embedder)[0].category == "sofa"
    assert search("sofa", 2, embedder=embedder)[0].asset.category == "sofa"
    assert list(tmp_path.glob("vectors-*.npy"))


@REAL
def test_other_weights_in_the_same_folder_are_another_embedder(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "model"
    shutil.copytree(folder, mine)
    before = named_embedder(str(mine))
    weights = next(mine.rglob("model.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\1")
    assert named_embedder(str(mine)).name != before.name


@REAL
def test_a_folder_that_holds_no_model_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[{")
    with pytest.raises(AssetError, match="cannot be used") as caught:
        named_embedder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_names_choose_embedders() -> None:
    assert isinstance(named_embedder("lexical"), LexicalEmbedder)
    with pytest.raises(AssetError, match="lexical, minilm, openclip or a folder"):
        named_embedder("word2vec")


def test_without_the_extra_a_folder_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    with pytest.raises(AssetError, match=r"idesign\[minilm\]"):
        named_embedder(str(tmp_path))
    assert MiniLmEmbedder("a", 3, version="-1").name != MiniLmEmbedder("a", 3, version="-2").name


# ---------------------------------------------------------------- the one that is chosen
def test_the_chosen_embedder_reads_wherever_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.embeddings._cache", lambda: tmp_path)
    knowing = MiniLmEmbedder(
        "knows zzyzx", LEXICAL.size, lambda t: LEXICAL.embed([w.replace("zzyzx", "sofa") for w in t])
    )
    assert find(AssetQuery("zzyzx")).asset.stand_in
    with compared_by(knowing):
        known = find(AssetQuery("zzyzx")).asset
        assert FoundLibrary.of(()).shelf.embedder is chosen_embedder() is knowing
    assert known.category == "sofa"
    assert not known.stand_in
    assert chosen_embedder() is LEXICAL


def test_without_its_extra_letters_are_compared_and_a_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    _encoder.cache_clear()
    _embedder.cache_clear()
    with words_compared("minilm") as said:
        assert chosen_embedder() is LEXICAL
    assert len(said) == 1
    assert "letters only" in said[0]
    assert "idesign[minilm]" in said[0]
    with words_compared() as said:
        assert said == ()
    with pytest.raises(InputError, match="word2vec"), words_compared("word2vec"):
        pass
