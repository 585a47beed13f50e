"""Changes to a furnished room: operations, how words become operations, and what they do to the scene.

    from idesign.edits.dialogue import Dialogue
    turn = Dialogue(scene).say("swap the desk and the bed")
    turn.lines(), turn.question, turn.dialogue.scene

Any client (command line, studio) sends operations or words, never scenes; the log in the scene is the undo history.
"""
