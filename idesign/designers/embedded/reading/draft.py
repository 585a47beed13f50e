"""The reader's working memory: what has been understood so far of one request.

Everything here changes while a text is read and never leaves this package; `resolve` makes the frozen `Brief` of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from assets import catalogue
from idesign.brief import Money, WishKind
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.phrases import Look, Thing

_TOPS = frozenset(
    {"table", "desk", "cabinet", "nightstand", "dresser", "tray", "tv_stand", "bar_cart", "kitchen_island", "shelf",
     "shop_counter", "bookshelf", "counter", "kitchen_base_cabinet", "bar", "bar_table"}
)  # fmt: skip


@dataclass(eq=False)
class DraftWish:
    """A wish in the making. `value`: a category, or "?" and a family of things. `implicit`: only spoken of as known
    ("the telly") and not yet introduced. `vague`: a plural without a number. `extra`: words that say more.
    `optional`: wanted only if it fits; `kept`: stays if anything has to go.
    `painted`: the sentence that gave it its colour."""

    ref: str
    value: str
    words: str
    count: int = 1
    count_max: int | None = None
    exact: bool = False
    said: bool = False
    open: bool = False
    size: list[float | None] = field(default_factory=lambda: [None, None, None])
    colours: list[str] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    qualities: list[str] = field(default_factory=list)
    extra: tuple[str, ...] = ()
    owned: bool = False
    stand_in: bool = False
    implicit: bool = False
    vague: bool = False
    plural: bool = False
    seats: int | None = None
    seats_words: str = ""
    sentence: int = 0

    bare: bool = False
    head: str = ""
    optional: bool = False
    kept: bool = False
    painted: int = -1

    @property
    def family(self) -> frozenset[str]:
        return family(self.value)

    @property
    def seats_people(self) -> bool:
        """Whether "for two" after it says how many sit there."""
        return bool({"table", "sofa", "desk", "bench"} & self.family)


@dataclass(frozen=True)
class Companion:
    """`wish` came "with" `head`, in relation `kind` ("" for the usual one); `first` of those that did."""

    head: DraftWish
    wish: DraftWish
    kind: str
    first: bool


@dataclass
class DraftZone:
    """A corner of the room for something ("a reading corner"), with what was said to stand there."""

    name: str
    words: str
    sentence: int
    members: list[DraftWish] = field(default_factory=list)
    seats: int | None = None
    seats_words: str = ""


@dataclass(eq=False)
class DraftRelation:
    """`target`: a wish or the name of a place. `wall_of`: the target is the wall "behind" or "opposite" that wish."""

    kind: WishKind
    wish: DraftWish
    target: DraftWish | str
    other: DraftWish | str | None = None
    wall_of: str = ""
    words: str = ""
    distance: float | None = None


@dataclass
class DraftRoom:
    """What was said of the room; sides in metres."""

    names: list[str] = field(default_factory=list)
    width: float | None = None
    depth: float | None = None
    height: float | None = None
    area: float | None = None
    shape: str = "rectangle"
    windows: int | None = None
    doors: int | None = None
    window_walls: list[str] = field(default_factory=list)
    door_walls: list[str] = field(default_factory=list)
    size_word: str | None = None
    layout: str = ""
    surfaces: dict[str, str] = field(default_factory=dict)
    in_feet: str = ""
    """The size as it was said when it was taken for feet."""

    def count(self, opening: str, number: int) -> None:
        """That there are (at least) so many windows or doors; 0 for none."""
        if opening == "window":
            self.windows = max(number, self.windows or 0)
        else:
            self.doors = max(number, self.doors or 0)

    def opens(self, opening: str, sides: tuple[str, ...]) -> None:
        """On which walls windows or doors are: "north" … "west"."""
        walls = self.window_walls if opening == "window" else self.door_walls
        extend(walls, (s for s in sides if s in ("north", "south", "east", "west")))


@dataclass
class Draft:
    """All of it. `excluded`: categories and families, "material:…" and "colour:…". `topic`: what was spoken of last.
    `unread`: the language of the text where it cannot be read."""

    text: str
    wishes: list[DraftWish] = field(default_factory=list)
    relations: list[DraftRelation] = field(default_factory=list)
    companions: list[Companion] = field(default_factory=list)
    zones: list[DraftZone] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    excluded_words: list[str] = field(default_factory=list)
    only: bool = False
    room: DraftRoom = field(default_factory=DraftRoom)
    styles: list[str] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    occupants: int | None = None
    children: int | None = None
    occupants_words: str = ""
    activities: list[str] = field(default_factory=list)
    budget: Money | None = None
    notes: list[str] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    made: int = 0
    topic: DraftWish | None = None
    unread: str = ""

    def add(self, thing: Thing, sentence: int) -> DraftWish:
        """A new wish for a noun phrase."""
        self.made += 1
        n = thing.number
        value = thing.entry.value if thing.entry else "decor_misc"
        wish = DraftWish(
            f"w{self.made}", value, thing.words, n.least, n.most, n.exact, n.said, n.open, extra=thing.extra,
            owned=thing.owned, stand_in=thing.entry is None or thing.entry.stand_in, implicit=thing.det == "the",
            vague=n.plural and not n.said, plural=n.plural, sentence=sentence, bare=thing.det == "" and not n.said,
            head=thing.head,
        )  # fmt: skip
        self.wishes.append(wish)
        describe(wish, thing.look)
        wish.painted = sentence
        return wish

    def relate(
        self,
        kind: WishKind,
        wish: DraftWish,
        target: DraftWish | str,
        words: str,
        other: DraftWish | str | None = None,
        wall_of: str = "",
    ) -> None:
        """Notes a relation once; a thing has none to itself."""
        if target is wish:
            return
        same = any((r.kind, r.wish, r.target, r.wall_of) == (kind, wish, target, wall_of) for r in self.relations)
        if not same:
            self.relations.append(DraftRelation(kind, wish, target, other, wall_of, words))

    def split(self, wish: DraftWish, count: int) -> DraftWish:
        """`count` of the things of a wish as a wish of their own ("one of them …")."""
        if wish.count <= count:
            return wish
        self.made += 1
        part = DraftWish(
            f"w{self.made}", wish.value, wish.words, count, None, wish.exact, True, False, list(wish.size),
            list(wish.colours), list(wish.materials), list(wish.styles), list(wish.qualities), wish.extra, wish.owned,
            wish.stand_in, sentence=wish.sentence,
        )  # fmt: skip
        wish.count, wish.count_max = wish.count - count, None
        self.wishes.insert(self.wishes.index(wish) + 1, part)
        copies = [r for r in self.relations if r.wish is wish]
        self.relations += [DraftRelation(r.kind, part, r.target, r.other, r.wall_of, r.words) for r in copies]
        return part

    def one_more(self, wish: DraftWish) -> DraftWish:
        """One more thing of the same kind ("four chairs here and one there"), in a place of its own."""
        wish.count += 1
        part = self.split(wish, 1)
        self.relations = [r for r in self.relations if r.wish is not part]
        return part

    def drop(self, wish: DraftWish) -> None:
        """Takes a wish back, with all that was said of its place."""
        self.wishes = [w for w in self.wishes if w is not wish]
        self.relations = [r for r in self.relations if wish not in (r.wish, r.target, r.other)]
        self.companions = [c for c in self.companions if wish not in (c.head, c.wish)]


def describe(wish: DraftWish, look: Look) -> None:
    """Adds the properties to a wish."""
    extend(wish.colours, look.colours)
    extend(wish.materials, look.materials)
    extend(wish.styles, look.styles)
    extend(wish.qualities, look.qualities)


def say_again(draft: Draft, wish: DraftWish, look: Look, sentence: int) -> None:
    """The same for what is said later: another colour takes the place of the one before, and that is said."""
    other = [c for c in look.colours if c not in wish.colours]
    if other and wish.colours and sentence > wish.painted:
        before, now = ", ".join(wish.colours), ", ".join(look.colours)
        draft.notes.append(f"you said {before} and later {now} for '{wish.words}': it is {now}")
        wish.colours.clear()
    wish.painted = sentence if look.colours else wish.painted
    describe(wish, look)


def extend(known: list[str], more: Iterable[str]) -> None:
    """Appends what is new, in order."""
    known.extend(m for m in more if m not in known)


@cache
def family(value: str) -> frozenset[str]:
    """The category or family itself and every broader family that it belongs to."""
    name = value.removeprefix("?")
    table: dict[str, list[str]] = data("relations.toml")["families"]
    return frozenset({name} | {f for f, members in table.items() if name in members})


def akin(a: str, b: str) -> bool:
    """Whether two values can mean the same thing: equal, or one is the family of the other."""
    if a == b:
        return True
    return (a.startswith("?") and a[1:] in family(b)) or (b.startswith("?") and b[1:] in family(a))


@cache
def companion_kind(head: str, companion: str) -> str:
    """How a companion usually stands to its head ("" when they are no pair): first fitting row of the table."""
    rows: list[list[str]] = data("relations.toml")["companions"]["rows"]
    for of, who, kind in rows:
        if of in family(head) and who in family(companion):
            return kind
    return ""


@cache
def belongs(head: str, companion: str) -> bool:
    """Whether a thing usually belongs to another: by the table of companions, or as a small thing on its top."""
    if companion_kind(head, companion):
        return True
    known = catalogue.categories()
    row = known.get(companion)
    shelved = row is not None and "surface" in row.also and "shelf" in family(head)
    small = row is not None and (row.placement == "surface" or shelved)
    return small and bool(_TOPS & (family(head) | {head}))
