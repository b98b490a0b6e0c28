"""What R alone calls: functions, batches, callbacks that cross over, looking."""
