"""The window of a station: the only home of Kivy. Screens show a View and post what was pressed."""
