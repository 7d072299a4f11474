import type { Proof } from '../proof.js';

export const fortranProof: Proof = {
  hello: `program main
  implicit none
  print '(a)', 'ok'
end program main
`,
  echo: `program main
  implicit none
  character :: byte
  integer :: state
  open (10, file='/dev/stdin', access='stream', form='unformatted', action='read')
  open (11, file='/dev/stdout', access='stream', form='unformatted', action='write')
  do
    read (10, iostat=state) byte
    if (state /= 0) exit
    write (11) byte
  end do
end program main
`,
  argsEnv: `program main
  implicit none
  character(1000) :: text
  integer :: i, length
  do i = 1, command_argument_count()
    call get_command_argument(i, text, length)
    print '(a)', text(1:length)
  end do
  call get_environment_variable('GREETING', text, length)
  print '(a)', text(1:length)
end program main
`,
  multiFile: {
    files: {
      'main.f90': `program main
  use answer
  implicit none
  print '(a)', text()
end program main
`,
      'answer.f90': `module answer
  implicit none
contains
  function text()
    character(2) :: text
    text = 'ok'
  end function
end module
`,
    },
    stdout: 'ok\n',
  },
  broken: `program main
  implicit none
  print *, missing
end program main
`,
  brokenMessage: /Symbol .missing. at .* has no IMPLICIT type/,
  exit7: `program main
  implicit none
  call exit(7)
end program main
`,
  raise: `program main
  implicit none
  character(20) :: text
  integer :: number, ignored
  call get_command_argument(1, text)
  read (text, *) number
  ignored = kill(getpid(), number)
  call sleep(60)
end program main
`,
  spin: `program main
  implicit none
  integer, volatile :: i
  do
    i = 0
  end do
end program main
`,
  sleep: `program main
  implicit none
  do
    call sleep(3600)
  end do
end program main
`,
  hog: `program main
  implicit none
  type block
    character, pointer :: bytes(:)
  end type
  type(block) :: blocks(100000)
  integer :: i
  do i = 1, 100000
    allocate (blocks(i)%bytes(1048576))
    blocks(i)%bytes = 'x'
  end do
  print *, size(blocks(1)%bytes)
end program main
`,
  flood: `program main
  implicit none
  do
    print '(a)', 'all work and no play'
  end do
end program main
`,
  unicode: `program main
  implicit none
  print '(a)', 'héllo → 世界 🎉'
end program main
`,
};
