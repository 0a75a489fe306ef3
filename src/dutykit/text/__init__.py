"""Text as such: likeness, numerals, Chinese words, titles; knows no record and no file."""
