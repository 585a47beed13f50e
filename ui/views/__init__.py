"""The plan and the 3D view of the studio: what they show (`document`), how they look up what is in the way
(`conflicts`), where dragged things snap to (`snap`), the models they load (`models`) and the browser components.

Plan and 3D view draw one `ViewDocument` and send back operations of `idesign.edits`, never scenes.
"""
