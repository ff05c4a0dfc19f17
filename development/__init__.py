"""What a developer of Waystation needs and a school does not: checks, benchmarks, locks, vendored files."""
