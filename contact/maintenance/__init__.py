"""What is checked before anything is deleted or served: the clock, the schema, and that the database is no older one.

Each check has a `fault()`: one sentence that says what is wrong and what to do, or "".
"""
