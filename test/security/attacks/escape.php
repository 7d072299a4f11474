<?php
// Tries: to read the host's files by PHP's wrappers and links, which look like paths.
// Must: find none.
// Covers: F15 J4
// Limits: wallMs=10000
// Expect: exited/0
require 'guard.php';

error_reporting(0);
ini_set('default_socket_timeout', '1');
$folder = getenv('CANARY_FOLDER') ?: '/nowhere';
$ways = ["$folder/secret-644", "file://$folder/secret-644", "/../..$folder/secret-644", "php://filter/resource=$folder/secret-644", "glob://$folder/*",
  "compress.zlib://$folder/secret-644", "phar://$folder/secret-644", 'http://127.0.0.1:' . getenv('CANARY_PORT'), 'ftp://192.0.2.1/x', '/etc/shadow'];
foreach ($ways as $way) if (file_get_contents($way) !== false) exit(1);
exit(opendir($folder) === false ? 0 : 1);
