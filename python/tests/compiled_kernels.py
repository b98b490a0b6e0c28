"""Compiles the kernels of `triton_kernels.py` for cards that need not be there."""

from itertools import product

from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource, compile

from lamina._backend import triton_kernels
from lamina._backend.keyed_bits import FACTORS, STEP

SIZES = {
    "_rows": (("length", "parts"), {"block": 4096}),
    "_columns": (("positions", "channels", "parts"), {"height": 64, "width": 64}),
}


def compile_for_card(name, types, constants):
    """Print the name of a kernel, and whether there is something to run."""
    types = {**types, **dict.fromkeys(constants, "constexpr")}
    source = ASTSource(getattr(triton_kernels, name), types, constexprs=constants)
    compiled = compile(source, GPUTarget("cuda", 90, 32), {"num_warps": 8})
    print(name, constants, len(compiled.asm["cubin"]) > 0)


# Whether the kernel draws, and from a seed in the card's memory.
WAYS = [(True, False), (True, True), (False, False)]

for name, dtype, (draws, in_memory) in product(SIZES, ("fp32", "bf16", "fp16"), WAYS):
    sizes, constants = SIZES[name]
    constants = {**constants, "draws": draws, "in_memory": in_memory}
    types = {
        "x": f"*{dtype}",
        "y": f"*{dtype}",
        "seed": "*i64" if in_memory else "i64",
        "mask": f"*{dtype}" if draws else "*u8",
        "first": "i32",
        "chance": "fp32",
        "scale": "fp32",
        **dict.fromkeys(sizes, "i32"),
    }
    compile_for_card(name, types, constants)

types = {"keys": "*i32", "y": "*fp32", "count": "i32", "parts": "i32"}
types |= {"salt": "i32", "second_salt": "i32"}
constants = {"step": STEP, "factor": FACTORS[0], "second_factor": FACTORS[1]}
compile_for_card("_numbers", types, {**constants, "block": 4096})
