"""Other people's models made safe and put into the frame of this project: read, judged, turned, measured, stored."""
