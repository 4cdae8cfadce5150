"""Which models a process holds: what costs least to load again, by its size, goes first."""

import pytest

from generation.backends.diffusers.residents import Residents, is_of_memory


@pytest.mark.parametrize(
    ("error", "of_memory"),
    [
        (MemoryError(), True),
        (RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:118] . DefaultCPUAllocator: can't allocate memory"), True),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 64 bytes."), True),
        (RuntimeError("can't start new thread"), True),
        (RuntimeError("could not create a primitive"), True),
        (RuntimeError("could not create a primitive descriptor for a convolution"), False),
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied"), False),
    ],
)
def test_whichever_library_says_that_memory_ran_out_is_understood(error: BaseException, of_memory: bool) -> None:
    assert is_of_memory(error) is of_memory


class Device:
    """Memory of 100 bytes, as models take it and give it back."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self.gone: list[str] = []
        self.residents: Residents[str] = Residents(lambda: 100 - sum(self.used.values()), self._gone)

    def _gone(self, held: str) -> None:
        self.used.pop(held)
        self.gone.append(held)

    def load(self, name: str, size: int, seconds: float = 1.0) -> None:
        self.residents.make_room(size)
        self.used[name] = size
        self.residents.keep(name, name, size, seconds)


def test_nothing_goes_while_there_is_room() -> None:
    device = Device()
    device.load("a", 40)
    device.load("b", 60)
    assert device.gone == []
    assert sorted(device.residents.names()) == ["a", "b"]


def test_what_loads_fast_for_its_size_goes_first() -> None:
    device = Device()
    device.load("slow", 40, seconds=100)
    device.load("fast", 40, seconds=1)
    device.load("new", 50)
    assert device.gone == ["fast"]


def test_what_was_used_last_stays_among_equals() -> None:
    device = Device()
    for name in ("a", "b"):
        device.load(name, 50)
    device.load("c", 50)
    assert device.gone == ["a"]
    assert device.residents.get("b") == "b"  # counts from where the last one went
    device.load("d", 50)
    assert device.gone[0] == "a" and len(device.gone) == 2
    assert device.residents.get("a") is None


def test_a_costly_model_that_nobody_uses_goes_in_the_end() -> None:
    device = Device()
    device.load("costly", 50, seconds=3)
    for number in range(6):
        device.load(str(number), 50)
    assert "costly" in device.gone


def test_more_than_there_is_lets_everything_go() -> None:
    device = Device()
    device.load("a", 40)
    device.load("b", 40)
    device.residents.make_room(1000)
    assert sorted(device.gone) == ["a", "b"]
    device.residents.drop("a")
    assert device.residents.names() == ()
