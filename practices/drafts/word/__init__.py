"""The form as a Word document: to fill in without internet, to sign, and to bring back.

    form.write(values, files)   →  the bytes of a DOCX, made from the steps themselves
    reading.read(upload, files) →  what somebody wrote in one, and what was not understood
    taking.review, taking.merged → what of it enters a draft, once its author said so

Cells carry bookmarks with the names of the fields, so a form of last year, with other labels, is
still read; where a program dropped them, the labels are enough.
"""
