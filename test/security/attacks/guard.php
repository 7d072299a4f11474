<?php
// Every attack in PHP starts with this: it runs nowhere but in a jail, and it ends by itself.
if (getenv('JAILED') !== '1' || !file_exists('/gate')) exit(97);
set_time_limit(20);
