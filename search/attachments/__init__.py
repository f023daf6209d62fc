"""The text of public PDF and DOCX files, read by the worker for the search."""
