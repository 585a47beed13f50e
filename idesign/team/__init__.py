"""Language models as a design team: designer, architect, engineer, corrector, refiner and critic.

Each role answers one question in a schema whose words come from code and data; what it says is checked, mended or left
out, and turned into the same `Design` that the built-in designer makes. Where a role fails, the built-in designer's
work stands, and a note says so.
"""
