"""The evidence pack: what a compliance officer hands over. The same run gives the same bytes.

E-001/ …          the pieces of one finding: screenshots as taken and marked, calls, requests, log, tables
evidence.html     the whole on paper; print it, or read it
evidence.xlsx     the same as a workbook
result.json       the same for programs
SHA256SUMS        of every other file; SHA256SUMS.sig and .pub when it was signed
"""
