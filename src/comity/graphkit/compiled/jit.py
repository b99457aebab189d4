"""The one place that knows numba: how a kernel is compiled and kept, and four instructions Python has no word for."""

from __future__ import annotations

import atexit
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

PREFIX = "graphkit-"


def cache_folder() -> Path:
    """Return where compiled kernels are kept: another folder for every change to any of them.

    numba by itself does not notice a change in a helper that another file holds.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    stamp = zlib.crc32(b"".join(source.read_bytes() for source in sources))
    return _cache_root() / f"{PREFIX}{stamp:08x}"


def _cache_root() -> Path:
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(given)
    try:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "comity"
        root.mkdir(parents=True, exist_ok=True)
    except (
        OSError,
        RuntimeError,
    ):  # no home, or not ours to write: nobody else may lay code where it is looked for
        root = Path(mkdtemp(prefix="comity-"))
        atexit.register(rmtree, root, ignore_errors=True)
    return root


FOLDER = str(cache_folder())


def kernel(function: Function) -> Function:
    """Compile a function at its first call, keep the result on disk, and let other threads run meanwhile."""
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, FOLDER
    try:
        return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))
    finally:
        numba.config.CACHE_DIR = before


def part(function: Function) -> Function:
    """Compile a function into the kernels that call it."""
    return cast(Function, numba.njit(nogil=True, error_model="numpy")(function))


def inlined(function: Function) -> Function:
    """Compile a function into the kernels that call it, in the place where it is called.

    For loops that take most of a question's time: what is constant there is then known within.
    """
    return cast(Function, numba.njit(nogil=True, error_model="numpy", forceinline=True)(function))


def _pointer_to(element: Any) -> Any:
    @intrinsic  # type: ignore[untyped-decorator]
    def pointer(typing_context: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

        return types.CPointer(element)(types.int64), generate

    return pointer


_to_byte, _to_short = _pointer_to(types.uint8), _pointer_to(types.uint16)
_to_id, _to_long = _pointer_to(types.uint32), _pointer_to(types.int64)
_BEYOND = 1 << 40  # arrays know no bounds here


@part
def bytes_at(address: int) -> Any:
    return numba.carray(_to_byte(address), _BEYOND)


@part
def shorts_at(address: int) -> Any:
    return numba.carray(_to_short(address), _BEYOND)


@part
def ids_at(address: int) -> Any:
    """Return ids without a sign, so that indexing with them needs no look at negative numbers."""
    return numba.carray(_to_id(address), _BEYOND)


@part
def longs_at(address: int) -> Any:
    return numba.carray(_to_long(address), _BEYOND)


@intrinsic  # type: ignore[untyped-decorator]
def prefetch(typing_context: Any, address: Any) -> Any:
    """Begin to bring the 64 bytes around an address near, and go on without waiting."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        byte = ir.PointerType(ir.IntType(8))
        number = ir.IntType(32)
        call = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(ir.VoidType(), [byte, number, number, number]),
            "llvm.prefetch.p0",
        )
        where = builder.inttoptr(arguments[0], byte)
        builder.call(call, [where, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(types.int64), generate


@intrinsic  # type: ignore[untyped-decorator]
def load_word(typing_context: Any, address: Any) -> Any:
    """Read 8 bytes once, as they were at one moment."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        where = builder.inttoptr(arguments[0], ir.PointerType(ir.IntType(64)))
        return builder.load_atomic(where, "monotonic", 8)

    return types.int64(types.int64), generate


@intrinsic  # type: ignore[untyped-decorator]
def store_word(typing_context: Any, address: Any, value: Any) -> Any:
    """Write 8 bytes at once, after everything that was written before."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        where = builder.inttoptr(arguments[0], ir.PointerType(ir.IntType(64)))
        builder.store_atomic(arguments[1], where, "release", 8)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64), generate


def address_of(array: Any) -> int:
    return int(np.asarray(array).ctypes.data)
