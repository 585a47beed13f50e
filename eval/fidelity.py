"""Whether a scene holds what was asked for: the things, their number, looks and sizes, and where they go.

Label-matched: objects count by what they declare (`eval.labels`), relations by the exact check (`eval.asked`). Every
share is over what the brief asked; what it did not ask for is not scored, and "nothing else" is.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.asked import AskedRelations
from eval.labels import Assignment, assign, claims, declares, size_fits
from eval.score import Score
from idesign.brief import Wish, WishRelation
from idesign.errors import SceneError
from idesign.exact import problem_of
from idesign.scene import Scene
from solvers.check import Checker, describe
from solvers.errors import SolverInputError


def judge_fidelity(scene: Scene) -> tuple[Score, ...]:
    """All scores about what was asked for."""
    wanted = assign(scene)
    asked = (counts(scene, wanted), looks(scene, wanted), sizes(scene, wanted), places(scene, wanted))
    return (*asked, unwanted(scene, wanted), relations_hold(scene))


def _share(name: str, judge: str, wrong: Sequence[str], total: int, definition: str, reason: str) -> Score:
    value = 1 - len(wrong) / total if total else None
    return Score(
        name, value, "share", "fidelity", judge, definition, (1.0, None), "" if total else reason, tuple(wrong)
    )


def counts(scene: Scene, wanted: Assignment) -> Score:
    """Share of the wishes with as many objects as were asked for: at least `count`; exactly that (or within the asked
    range) where the wish is exact, all objects of its category counted. A stand-in counts."""
    wrong = [text for w in scene.brief.wishes if (text := miscounted(scene, w, len(wanted.get(w.ref, ()))))]
    definition = "wishes with as many objects as were asked for (label-matched)"
    return _share(
        "things asked for", "labels", wrong, len(scene.brief.wishes), definition, "nothing was asked for by name"
    )


def miscounted(scene: Scene, wish: Wish, found: int) -> str:
    """What is wrong with the number of objects that answer a wish; "" when nothing is."""
    if found < wish.count:
        return f"{found} of {wish.count} {wish.words or wish.category}"
    same = [w for w in scene.brief.wishes if w.category == wish.category]
    most, there = sum(w.count_max or w.count for w in same), sum(o.category == wish.category for o in scene.objects)
    return f"{there} {wish.category} where exactly {most} were asked for" if wish.exact and there > most else ""


def looks(scene: Scene, wanted: Assignment) -> Score:
    """Share of the colours, materials, styles and qualities asked for that all objects of their wish declare."""
    wrong, total = [], 0
    for wish in scene.brief.wishes:
        for claim in claims(wish):
            total += 1
            objects = wanted.get(wish.ref, ())
            plain = [o.id for o in objects if not declares(o, claim)]
            if plain or not objects:
                wrong.append(f"{', '.join(plain) or wish.words or wish.category}: not {claim.word} ({claim.kind})")
    definition = "colours, materials, styles and qualities asked for that the objects declare (label-matched)"
    return _share(
        "looks asked for", "labels", wrong, total, definition, "no colour, material, style or quality was asked for"
    )


def sizes(scene: Scene, wanted: Assignment) -> Score:
    """Share of the wishes with a size whose objects all have it within 5 % or 2 cm."""
    sized = [w for w in scene.brief.wishes if any(v is not None for v in w.size)]
    wrong = []
    for wish in sized:
        objects = wanted.get(wish.ref, ())
        if not objects or not all(size_fits(wish, o) for o in objects):
            have = "; ".join(" x ".join(f"{v:.2f}" for v in o.size) for o in objects) or "missing"
            wrong.append(f"{wish.words or wish.category}: {have} m")
    definition = "wishes with a size whose objects have it within 5 % or 2 cm"
    return _share("sizes asked for", "labels", wrong, len(sized), definition, "no size was asked for")


def places(scene: Scene, wanted: Assignment) -> Score:
    """Share of the relations that were asked for in words and hold by the exact check, for all objects of the wish."""
    judge = AskedRelations(scene, wanted)
    wrong = [_words(scene, x) for x in scene.brief.relations if not judge.holds(x)]
    definition = "relations asked for in words that hold by the exact check (label-matched)"
    return _share("places asked for", "check", wrong, len(scene.brief.relations), definition, "no place was asked for")


def _words(scene: Scene, x: WishRelation) -> str:
    names = {w.ref: w.words or w.category for w in scene.brief.wishes}
    target = names.get(x.target, x.target)
    return f"not so: {names.get(x.wish, x.wish)} {x.kind.replace('_', ' ')} {target}" + (
        f' ("{x.words}")' if x.words else ""
    )


def unwanted(scene: Scene, wanted: Assignment) -> Score:
    """Number of objects that should not be there: of an excluded category, or beyond the wishes when the brief says
    "nothing else"."""
    ours = {o.id for objects in wanted.values() for o in objects}
    brief = scene.brief
    there = [o.id for o in scene.objects if o.category in brief.excluded or (brief.only and o.id not in ours)]
    definition = 'objects of an excluded kind, or not asked for where the brief says "nothing else"'
    return Score(
        "unwanted", float(len(there)), "count", "fidelity", "labels", definition, (None, 0.0), "", tuple(there)
    )


def relations_hold(scene: Scene) -> Score:
    """Share of the hard relations written in the scene that hold by the exact check, on the scene's own bodies."""
    definition = "hard relations of the scene that hold by the exact check"
    try:
        problem = problem_of(scene)
    except (SceneError, SolverInputError) as e:
        return Score("relations", None, "share", "fidelity", "check", definition, (1.0, None), str(e))
    checker, poses = Checker(problem), {o.id: o.pose for o in scene.objects}
    hard = [x for x in problem.relations if x.hard]
    wrong = [f"{describe(x)} does not hold" for x in hard if not checker.holds(poses, x)]
    return _share("relations", "check", wrong, len(hard), definition, "the scene has no hard relations")
