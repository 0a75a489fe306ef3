"""The office's own tables as one workbook, made and taken back: none of the data files has to be typed."""
