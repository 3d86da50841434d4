"""Reading what people bring in spreadsheets (표 파일 읽기): opening, headers, cells, and what to say of them.

Plain Python: no Django, no clock, no database. What the columns of one kind of file mean stands with its reader.
"""
