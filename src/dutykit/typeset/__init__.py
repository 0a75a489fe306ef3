"""Typesetting: templates, fonts, glyphs, HTML, PDF."""
