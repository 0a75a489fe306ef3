"""The workbook of a form: rows, layout, reading, writing, merging."""
