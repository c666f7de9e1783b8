"""What must hold before anything is deleted, sealed or served: the clock, the keys, the schema, the newest event.

Each module has a `fault()`: one sentence that says what is wrong and what to do, or "".
"""
