"""SceneEval's metrics (Tam et al., arXiv 2503.14756, WACV 2026), from their definitions and thresholds.

`annotations` reads what a description asks for, `words` what its relation words mean, `boxes` scores relations between
boxes, `place` holds a scene as the metrics see it, `fidelity` counts what was met (CNT, ATR, OOR, OAR), `physical`
judges the geometry (COL, OOB, SUP, NAV, ACC, OPN), `table` sums up many scenes with intervals. Where SceneEval asks a
vision-language model, declared labels and a table of words stand here: numbers made so are "label-matched" and not
comparable with published ones.
"""
