"""A pack's network of whole numbers turned into one of floats, so that its training can go on.

Debian's packs are integer networks, which ``lstmtraining`` does not continue from. Each row of a
matrix of int8 has a scale: weight = number x scale. Rounding is lost, and training mends that.

The format is that of ``LSTMRecognizer::Serialize``, ``Network::Serialize`` and its children, and
``WeightMatrix::Serialize`` in ``src/lstm`` of tesseract 5, all numbers little-endian. A network is
0 (i8), name of its kind (text: u32 length, bytes), state of training (i8), whether errors go back
through it (i8), flags, inputs, outputs, count of weights (i32 each), name (text), and what the kind
has. A matrix is its mode (u8: 1 int8, 4 Adam, 128 doubles), rows and columns (u32), an empty
element, the numbers, and of int8 a count of scales (u32; padded) and the scales (f64).
"""

import struct
from collections.abc import Callable

import numpy as np

_INT8, _ADAM, _DOUBLE = 1, 4, 128  # modes of a matrix
_OWN_RATES = 64  # flag of a network whose layers have learning rates of their own
_INTEGER = 1  # flag of a recogniser
_NESTED = frozenset(
    {"Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM"}
    | {"RTLReversed", "TTBReversed", "XYTranspose"}
)
_PLAIN = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}  # bytes of what a kind has
_LSTM = frozenset({"LSTM", "SummLSTM"})
_DENSE = frozenset(
    {"Logistic", "LinLogistic", "LinTanh", "Tanh", "Relu", "Linear", "Softmax", "SoftmaxNoCTC"}
)


class UnknownNetwork(ValueError):
    """The bytes are no integer network of a kind that packs have."""


def as_floats(component: bytes) -> bytes:
    """The ``lstm`` component of a pack with floats. Raises UnknownNetwork."""
    return _Copy(component).whole()


class _Copy:
    """Reads from the one and writes to the other, what is not changed as it is."""

    def __init__(self, component: bytes) -> None:
        self.bytes = component
        self.at = 0
        self.out = bytearray()

    def whole(self) -> bytes:
        """The network, its description, and the state of the recogniser."""
        self._network()
        self._text()
        self._number("i", lambda flags: flags & ~_INTEGER)
        return bytes(self.out) + self.bytes[self.at :]

    def _network(self) -> None:
        if self._number("b") != 0:
            raise UnknownNetwork(f"no network at byte {self.at - 1}")
        kind = self._text()
        self._raw(2)
        flags, inputs, outputs, _ = (self._number("i") for _ in range(4))
        self._text()
        if kind in _NESTED:
            for _ in range(self._number("I")):
                self._network()
            if flags & _OWN_RATES:
                self._raw(4 * self._number("I"))
        elif kind in _PLAIN:
            self._raw(_PLAIN[kind])
        elif kind in _LSTM:
            # Input, three gates and output; one gate more in two dimensions, with their states.
            gates = 5 if self._number("i") - inputs > outputs else 4
            for _ in range(gates):
                self._matrix()
        elif kind in _DENSE:
            self._matrix()
        else:
            raise UnknownNetwork(f"{kind!r} at byte {self.at}")

    def _matrix(self) -> None:
        mode = self._take("B")
        if not (mode & _INT8 and mode & _DOUBLE):
            raise UnknownNetwork(f"a matrix of mode {mode} at byte {self.at - 1}")
        rows, columns = self._take("I"), self._take("I")
        self._skip(1)
        numbers = np.frombuffer(self._skip(rows * columns), np.int8).reshape(rows, columns)
        scales = np.frombuffer(self._skip(8 * self._take("I")), "<f8")[:rows]
        self.out += struct.pack("<BIId", mode & _ADAM | _DOUBLE, rows, columns, 0.0)
        self.out += (numbers * scales[:, None]).astype("<f8").tobytes()

    def _number(self, form: str, change: Callable[[int], int] = int) -> int:
        number = self._take(form)
        self.out += struct.pack("<" + form, change(number))
        return number

    def _text(self) -> str:
        return self._raw(self._number("I")).decode()

    def _raw(self, size: int) -> bytes:
        data = self._skip(size)
        self.out += data
        return data

    def _take(self, form: str) -> int:
        return int(struct.unpack("<" + form, self._skip(struct.calcsize("<" + form)))[0])

    def _skip(self, size: int) -> bytes:
        data = self.bytes[self.at : self.at + size]
        if len(data) < size:
            raise UnknownNetwork(f"it ends at byte {len(self.bytes)}")
        self.at += size
        return data
