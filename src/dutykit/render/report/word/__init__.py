"""A report as a Word document that an office edits on in Word or WPS; python-docx and docxtpl are known only here."""
