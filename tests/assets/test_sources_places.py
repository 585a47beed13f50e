"""Laws of sources: faults become lines, licences are kept, and the network's failures leave nothing half-done."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from assets import AssetError
from assets.importing import store
from assets.importing.bring_in import bring_in
from assets.importing.glb_writer import write_glb
from assets.importing.raw import RawMaterial, RawPart
from assets.sources.abo import Abo
from assets.sources.download import Downloader, RemoteFile
from assets.sources.folder import FolderSource
from assets.sources.hssd import Hssd
from assets.sources.licences import allows
from assets.sources.listing import Offer
from assets.sources.naming import category_of, words_of
from assets.sources.objaverse import Objaverse
from assets.sources.polyhaven import CREDIT, PolyHaven
from assets.sources.table import guess_kind, remote_source
from assets.thumbnails import encoded, small_picture


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    store.model.cache_clear()


def box(w: float, d: float, h: float) -> bytes:
    """A box as GLB, y up."""
    mesh = trimesh.creation.box((w, h, d))
    return write_glb([RawPart("box", mesh.vertices, mesh.faces, None, None, RawMaterial(factor=(0.6, 0.2, 0.1, 1.0)))])


def save(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def entry(**fields: Any) -> dict[str, Any]:
    return {"id": "a", "file": "a.glb", "category": "sofa", "licence": "CC0-1.0", **fields}


def folder(path: Path, *rows: Any) -> Path:
    save(path / "a.glb", box(2.0, 0.9, 0.8))
    save(path / "manifest.json", json.dumps(list(rows)).encode())
    return path


# ---------------------------------------------------------------- folders
def test_a_folder_without_a_manifest_goes_by_names_and_headers(tmp_path: Path) -> None:
    save(tmp_path / "ArmChair_01.glb", box(0.8, 0.8, 0.9))
    save(tmp_path / "zzyzx.glb", box(1, 1, 1))
    found = FolderSource(tmp_path).catalogue()
    assert [(x.category, x.licence) for x in found.listings] == [("armchair", "unknown")]
    assert found.listings[0].size == pytest.approx((0.8, 0.8, 0.9), rel=1e-5)
    assert "zzyzx.glb: 'zzyzx' names no kind of furniture" in found.refused[0]


def test_an_empty_folder_and_a_missing_one_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="holds no models"):
        FolderSource(tmp_path).catalogue()
    with pytest.raises(AssetError, match="is no folder"):
        FolderSource(tmp_path / "nowhere").catalogue()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (entry(id="b", file="gone.glb"), "gone.glb' is missing"),
        (entry(), "listed twice"),
        (entry(id="b", file="../../etc/passwd"), "outside the folder"),
        (entry(id="b", file="/etc/passwd"), "outside the folder"),
        (entry(id="b", category="flux capacitor"), "'flux capacitor' is not known"),
        (entry(id="b", up="sideways"), "is no axis"),
        (entry(id="b", scale_to_metres="two"), "must be a number"),
        (entry(id="b", size_m={"w": 1, "d": -1, "h": 2}), "is not width, depth and height"),
        (entry(id="b", sha256="xyz"), "is no checksum"),
        ("text", "is no object"),
        (entry(id=["b"]), "must be text"),
    ],
)
def test_a_bad_entry_is_a_line_and_the_rest_is_used(tmp_path: Path, bad: Any, said: str) -> None:
    found = FolderSource(folder(tmp_path, entry(), bad)).catalogue()
    assert [x.id for x in found.listings] == ["a"]
    assert len(found.refused) == 1
    assert said in found.refused[0]
    assert "\n" not in found.refused[0]


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "other/1", "assets": []}', "3", "[" * 100_000])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    save(tmp_path / "manifest.json", text.encode())
    with pytest.raises(AssetError, match=r"manifest\.json"):
        FolderSource(tmp_path).catalogue()


def test_names_of_files_are_read_as_words() -> None:
    assert words_of("ArmChair_01") == "arm chair"
    assert words_of("bathroomSinkSquare") == "bathroom sink square"
    assert category_of(Path("modern_coffee_table_01.glb")) == "coffee_table"


@pytest.mark.parametrize(
    ("licence", "commercial", "cc0"),
    [
        ("CC0-1.0", True, True), ("CC-BY-4.0", True, False), ("by", True, False), ("by-sa", True, False),
        ("by-nc", False, False), ("CC BY-NC 4.0", False, False), ("by-nc-sa", False, False), ("unknown", False, False),
        ("CC-BY-ND-4.0", False, False), ("", False, False), ("MIT", True, False), ("Public Domain", True, True),
    ],
)  # fmt: skip
def test_licence_policies(licence: str, commercial: bool, cc0: bool) -> None:
    assert allows("any", licence)
    assert (allows("commercial", licence), allows("cc0", licence)) == (commercial, cc0)


def test_what_a_policy_forbids_is_counted_in_a_line(tmp_path: Path) -> None:
    path = folder(tmp_path, entry(), entry(id="b", licence="CC-BY-NC-4.0"), entry(id="c", licence="CC-BY-NC-4.0"))
    found = FolderSource(path, "commercial").catalogue()
    assert [x.id for x in found.listings] == ["a"]
    assert found.refused == (
        "2 models left out: the licence 'CC-BY-NC-4.0' is not allowed by --licence-policy commercial",
    )


# ---------------------------------------------------------------- data sets on disk
def test_hssd_turns_by_its_own_vectors_and_is_never_for_sale(tmp_path: Path) -> None:
    save(tmp_path / "objects" / "a" / "abc.glb", box(0.9, 2.0, 0.8))
    rows = [["id", "name", "main_category", "up", "front"], ["abc", "Sofa", "couch", "0,1,0", "1,0,0"],
            ["gone", "Sofa", "couch", "", ""], ["../../x", "Sofa", "couch", "", ""]]  # fmt: skip
    (tmp_path / "metadata").mkdir()
    with (tmp_path / "metadata" / "objects.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    assert guess_kind(tmp_path) == "hssd"
    found = Hssd(tmp_path).catalogue()
    assert bring_in(found.listings[0]).size == pytest.approx((2.0, 0.9, 0.8), rel=1e-4)
    assert [("missing" in x, "climbs" in x) for x in found.refused] == [(True, False), (False, True)]
    assert not Hssd(tmp_path, "commercial").catalogue().listings


def test_abo_joins_its_tables(tmp_path: Path) -> None:
    save(tmp_path / "3dmodels" / "original" / "0" / "m1.glb", box(2.0, 0.9, 0.8))
    table = "3dmodel_id,path,extent_x,extent_y,extent_z\nm1,0/m1.glb,2.0,0.8,0.9\nm2,0/m2.glb,2,0.8,0.9\n"
    save(tmp_path / "3dmodels" / "metadata" / "3dmodels.csv.gz", gzip.compress(table.encode()))
    rows = [{"3dmodel_id": m, "product_type": [{"value": "SOFA"}],
             "item_name": [{"language_tag": "en_US", "value": "Rivet sofa"}]} for m in ("m1", "m2")]  # fmt: skip
    text = "\n".join(map(json.dumps, rows)).encode()
    save(tmp_path / "listings" / "metadata" / "listings_0.json.gz", gzip.compress(text))
    assert guess_kind(tmp_path) == "abo"
    found = Abo(tmp_path, "commercial").catalogue()
    assert [(x.name, x.category, x.licence) for x in found.listings] == [("Rivet sofa", "sofa", "CC-BY-4.0")]
    assert "missing" in found.refused[0]
    assert bring_in(found.listings[0]).size == pytest.approx((2.0, 0.9, 0.8), rel=1e-4)


def test_objaverse_takes_size_front_and_licence_from_the_annotations(tmp_path: Path) -> None:
    model = save(tmp_path / "hf" / "u1.glb", box(200.0, 90.0, 80.0))
    table = {"u1": {"category": "sofa", "width": 210, "depth": 94.5, "height": 84, "frontView": 0,
                    "license_info": {"license": "by", "creator_display_name": "Ann"}},
             "u2": {"category": "sofa", "license_info": {"license": "by-nc"}},
             "u3": {"category": "dragon"}}  # fmt: skip
    path = save(tmp_path / "annotations.json.gz", gzip.compress(json.dumps(table).encode()))
    source = Objaverse(path, load=lambda uids: {"u1": str(model)})
    offers = source.offers((), 10)
    assert [(o.id, o.licence) for o in offers] == [("u1", "by"), ("u2", "by-nc")]
    failed = source.fetch(offers, tmp_path / "out")
    assert failed == ("u2: was not delivered; a piece made to size takes its place",)
    record = bring_in(FolderSource(tmp_path / "out").catalogue().listings[0])
    assert record.size == pytest.approx((2.1, 0.945, 0.84), rel=1e-3)
    assert "Ann" in record.credit


def test_objaverse_without_its_package_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "objaverse", None)
    path = save(tmp_path / "t.json", json.dumps({"u1": {"category": "sofa"}}).encode())
    source = Objaverse(path)
    with pytest.raises(AssetError, match="pip install"):
        source.fetch(source.offers((), 1), tmp_path / "out")
    with pytest.raises(AssetError, match="annotations"):
        remote_source("objaverse")


# ---------------------------------------------------------------- the network
PICTURE = encoded(np.full((20, 20, 3), 200, np.uint8))


class Service:
    """A server on loopback that answers as Poly Haven does, with faults by path."""

    def __init__(self) -> None:
        self.files = {"Sofa_01.gltf": b"", "Sofa_01.bin": b""}
        self.fault: Callable[[str], str] = lambda path: ""
        self.agents: list[str] = []
        self.asked: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.agents.append(self.headers.get("User-Agent", ""))
                service.asked.append(self.path)
                service.answer(self)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        glb = box(2.0, 0.9, 0.8)
        size = int.from_bytes(glb[12:16], "little")
        document = json.loads(glb[20 : 20 + size])
        data = glb[28 + size :]
        document["buffers"] = [{"byteLength": len(data), "uri": "Sofa_01.bin"}]
        self.files = {"Sofa_01.gltf": json.dumps(document).encode(), "Sofa_01.bin": data}
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path, fault = request.path, self.fault(request.path)
        body = self.body(path)
        if fault == "slow":
            time.sleep(1.0)
        if body is None or fault == "404":
            request.send_error(404)
            return
        sent = b"x" * len(body) if fault == "changed" else body
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(sent[: len(sent) // 2] if fault == "cut" else sent)

    def body(self, path: str) -> bytes | None:
        if path.startswith("/assets"):
            return json.dumps({"Sofa_01": {"name": "Sofa 01", "authors": {"Kirill": "All"}, "tags": ["seat"],
                                           "thumbnail_url": f"{self.url}/thumbs/Sofa_01.png?width=256"},
                               "rock_09": {"name": "Rock 09", "tags": ["stone"]}}).encode()  # fmt: skip
        if path == "/files/Sofa_01":
            rows = {name: {"url": f"{self.url}/dl/{name}", "size": len(data), "md5": hashlib.md5(data).hexdigest()}
                    for name, data in self.files.items()}  # fmt: skip
            main = rows.pop("Sofa_01.gltf")
            return json.dumps({"gltf": {"1k": {"gltf": {**main, "include": rows}}}}).encode()
        if path.startswith("/thumbs/"):
            return PICTURE
        return self.files.get(path.removeprefix("/dl/"))


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()
    yield found
    found.server.shutdown()
    found.server.server_close()


def haven(service: Service) -> PolyHaven:
    return PolyHaven(service.url, Downloader(timeout=0.3))


def test_poly_haven_says_the_size_first_then_delivers_with_credit(service: Service, tmp_path: Path) -> None:
    offers = haven(service).offers((), 10)
    assert [(o.id, o.category, o.bytes) for o in offers] == [("Sofa_01", "sofa", sum(map(len, service.files.values())))]
    assert not any("/dl/" in path for path in service.asked)
    assert haven(service).fetch(offers, tmp_path / "out") == ()
    record = bring_in(FolderSource(tmp_path / "out", "cc0").catalogue().listings[0])
    assert record.size == pytest.approx((2.0, 0.9, 0.8), rel=1e-4)
    assert CREDIT in record.credit
    assert "Kirill" in record.credit
    assert all(agent.startswith("idesign/") for agent in service.agents)


def test_a_picture_comes_with_the_model_and_the_model_without_it_too(service: Service, tmp_path: Path) -> None:
    offers = haven(service).offers((), 10)
    haven(service).fetch(offers, tmp_path / "out")
    thumbnail = FolderSource(tmp_path / "out").catalogue().listings[0].thumbnail
    assert thumbnail is not None
    assert thumbnail.sha256 == hashlib.sha256(PICTURE).hexdigest()
    assert small_picture(thumbnail)
    for fault, said in (("404", "answers 404"), ("changed", "no readable picture")):
        service.fault = lambda path, fault=fault: fault if "/thumbs/" in path else ""  # type: ignore[misc]
        (line,) = haven(service).fetch(offers, tmp_path / fault)
        assert said in line
        assert line.endswith("it comes without a picture")
        assert FolderSource(tmp_path / fault).catalogue().listings[0].thumbnail is None


def test_objaverse_shows_the_smallest_picture_that_is_large_enough(tmp_path: Path) -> None:
    images = [{"url": f"http://x/{w}.jpg", "width": w} for w in (64, 1024, 256, 512)]
    table = {"u1": {"category": "sofa", "thumbnails": {"images": images}},
             "u2": {"category": "sofa", "thumbnails": {"images": images[:1]}},
             "u3": {"category": "sofa", "thumbnails": "none"}}  # fmt: skip
    path = save(tmp_path / "t.json", json.dumps(table).encode())
    assert [o.thumbnail for o in Objaverse(path).offers((), 9)] == ["http://x/256.jpg", "http://x/64.jpg", ""]


def test_what_is_there_with_the_right_checksum_is_not_fetched_again(service: Service, tmp_path: Path) -> None:
    offers = haven(service).offers((), 10)
    haven(service).fetch(offers, tmp_path / "out")
    service.asked.clear()
    haven(service).fetch(offers, tmp_path / "out")
    assert not any("/dl/" in path for path in service.asked)


@pytest.mark.parametrize(
    ("fault", "said"),
    [("404", "answers 404"), ("slow", "no answer within 0.3 s"), ("cut", "cut short|broke"), ("changed", "md5")],
)
def test_a_failing_network_is_one_line_and_leaves_no_file(
    service: Service, tmp_path: Path, fault: str, said: str
) -> None:
    offers = haven(service).offers((), 10)
    service.fault = lambda path: fault if path.endswith(".bin") else ""
    with pytest.raises(AssetError, match=said) as caught:
        haven(service).fetch(offers, tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert [p.name for p in (tmp_path / "out").rglob("*") if p.is_file()] == ["Sofa_01.gltf"]


def test_a_service_that_is_not_there_and_one_that_answers_nonsense(service: Service, tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="cannot be reached"):
        Downloader(timeout=0.3).json("http://127.0.0.1:9/assets")
    with pytest.raises(AssetError, match="no web address"):
        Downloader().fetch(RemoteFile("file:///etc/passwd"), tmp_path / "x")
    with pytest.raises(AssetError, match="no model 'Sofa_99'"):
        haven(service).offers(("Sofa_99",), 1)
    service.fault = lambda path: "changed" if path.startswith("/files") else ""
    with pytest.raises(AssetError, match="no JSON"):
        haven(service).offers((), 1)


def test_a_file_that_the_service_names_outside_its_folder_is_refused(service: Service, tmp_path: Path) -> None:
    service.files["../../evil.bin"] = b"x"
    with pytest.raises(AssetError, match="outside its folder"):
        haven(service).offers((), 1)


def test_one_failure_does_not_stop_the_others(service: Service, tmp_path: Path) -> None:
    good = haven(service).offers((), 1)
    failed = haven(service).fetch((*good, Offer("gone", "gone", "sofa", "CC0-1.0", "", 1)), tmp_path / "out")
    assert len(failed) == 1
    assert failed[0].startswith("gone: ")
    assert len(FolderSource(tmp_path / "out").catalogue().listings) == 1
