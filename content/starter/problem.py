class StarterProblem(Exception):
    """Something in a file of starter data that the person who wrote it has to put right."""

    def __init__(self, file_name, what):
        super().__init__(f"{file_name}: {what}")
