"""Validators that others wrote, to judge the PDF files made here: page-validation, veraPDF, qpdf."""
