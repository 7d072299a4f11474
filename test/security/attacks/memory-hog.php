<?php
// Tries: to take more memory than it may, with PHP's own limit switched off.
// Must: end with its memory limit.
// Covers: C1
// Limits: memoryBytes=96MiB wallMs=10000
// Expect: limit-exceeded/memory
require 'guard.php';

ini_set('memory_limit', '-1');
for ($held = [], $mib = 0; $mib < 512; $mib++) $held[] = str_repeat('x', 1 << 20);
exit(1);
