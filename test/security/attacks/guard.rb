# Every attack in Ruby starts with this: it runs nowhere but in a jail, and it ends by itself.
exit! 97 unless ENV['JAILED'] == '1' && File.exist?('/gate')
Thread.new do
  sleep 20
  Process.kill(:KILL, Process.pid)
end
