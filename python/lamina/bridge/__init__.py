"""What code in R needs of Python: functions, batches, interrupts that cross over."""
