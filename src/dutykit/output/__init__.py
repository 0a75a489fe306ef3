"""Tables, calendars and texts as files and on the terminal."""
