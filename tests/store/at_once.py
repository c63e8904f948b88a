"""Several people at the same moment."""

import threading
from collections.abc import Callable, Sequence

from recognition.errors import ErrorCode, RecognitionError


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Call all in threads that start together; answers and errors, in the order of the calls."""
    start = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = calls[place]()
        except Exception as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def codes(results: Sequence[object]) -> list[ErrorCode]:
    """The codes of those that were refused; anything but a refusal fails."""
    errors = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, RecognitionError) for error in errors), errors
    return [error.code for error in errors if isinstance(error, RecognitionError)]
