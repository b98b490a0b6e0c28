# What all tests run under; read by test-suite.sh and test-cluster.sh.

# Bytecode written beside the sources would make `make install` see a change.
export PYTHONDONTWRITEBYTECODE=1
# Most of the time goes into compiling what is run once, by XLA on JAX and TensorFlow.
export XLA_FLAGS="${XLA_FLAGS-} --xla_backend_optimization_level=0 \
  --xla_llvm_disable_expensive_passes=true --xla_cpu_use_fusion_emitters=false \
  --xla_cpu_parallel_codegen_split_count=1"
# Where in the sources each step stands is told in no test.
export JAX_TRACEBACK_IN_LOCATIONS_LIMIT=0
export JAX_ENABLE_COMPILATION_CACHE=false
