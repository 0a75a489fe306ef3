"""Validators that others wrote, to judge the PDF files and the pages made here: veraPDF, the Nu HTML checker, axe."""
