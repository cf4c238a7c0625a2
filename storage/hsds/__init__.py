"""The directory in and out as Open Referral HSDS 3.0 (docs.openreferral.org), as JSON and as tabular CSV.

A file becomes rows of HSDS tables (`reading`), bent ones are set right or refused (`bending`), rows become entries
of the directory (`entries`), and entries are compared with what is there (`importing`). The way out is `exporting`.
"""
