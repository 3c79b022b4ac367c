"""Reads a torch.save file under the rules of torch.load(weights_only=True), without torch, and prints its tensors.

Only the opcodes and the names that torch's restricted unpickler knows are let through; a storage must be as long as it
says, and a tensor must lie inside its storage. Usage: weights_only.py FILE [--shapes]
"""
import collections
import math
import pickle
import pickletools
import struct
import sys
import zipfile

OPCODES = set(
    "PROTO GLOBAL NEWOBJ REDUCE BUILD APPEND APPENDS SETITEM SETITEMS MARK TUPLE TUPLE1 TUPLE2 TUPLE3 NONE NEWFALSE"
    " NEWTRUE EMPTY_TUPLE EMPTY_LIST EMPTY_DICT EMPTY_SET BINPERSID BININT BININT1 BININT2 BINFLOAT BINGET LONG_BINGET"
    " BINPUT LONG_BINPUT BINUNICODE SHORT_BINSTRING LONG1 STOP".split())
STORAGES = {"FloatStorage": "f", "DoubleStorage": "d", "HalfStorage": "e", "BFloat16Storage": "H", "LongStorage": "q",
            "IntStorage": "i", "ShortStorage": "h", "CharStorage": "b", "ByteStorage": "B", "BoolStorage": "?"}

Tensor = collections.namedtuple("Tensor", "storage shape values")


class Reader(pickle.Unpickler):
    def __init__(self, archive, root):
        super().__init__(archive.open(root + "data.pkl"))
        self.archive, self.root = archive, root

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return rebuild
        if module == "torch" and name in STORAGES:
            return name
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")

    def persistent_load(self, saved):
        what, storage, key, place, count = saved
        check(what == "storage" and place == "cpu", f"not a storage in memory: {saved}")
        data = self.archive.read(self.root + "data/" + key)
        check(len(data) == count * struct.calcsize("<" + STORAGES[storage]), f"storage {key} has {len(data)} bytes")
        return storage, struct.unpack(f"<{count}{STORAGES[storage]}", data)


def rebuild(storage, offset, shape, strides, requires_grad, hooks):
    name, numbers = storage
    contiguous = tuple(math.prod(max(1, size) for size in shape[i + 1:]) for i in range(len(shape)))
    check(strides == contiguous, f"strides {strides} of shape {shape}")
    check(not requires_grad and hooks == collections.OrderedDict(), "a tensor with gradient or hooks")
    count = math.prod(shape)
    check(0 <= offset and offset + count <= len(numbers), "a tensor beyond its storage")
    return Tensor(name, shape, numbers[offset:offset + count])


def check(right, wrong):
    if not right:
        raise pickle.UnpicklingError(wrong)


archive = zipfile.ZipFile(sys.argv[1])
check(archive.testzip() is None, "a damaged entry")
root = archive.namelist()[0].split("/")[0] + "/"
check(archive.read(root + "version").strip() == b"3", "not version 3 of the format")
for opcode, _, _ in pickletools.genops(archive.read(root + "data.pkl")):
    check(opcode.name in OPCODES, f"opcode {opcode.name} is not allowed")
tensors = Reader(archive, root).load()
print(type(tensors).__name__, len(tensors))
for name, tensor in tensors.items():
    print(name, tensor.storage, list(tensor.shape), *([] if "--shapes" in sys.argv else [list(tensor.values)]))
