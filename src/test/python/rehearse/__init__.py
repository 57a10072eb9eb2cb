"""Runs exported files with the real trainers on tiny random models, on the CPU."""
