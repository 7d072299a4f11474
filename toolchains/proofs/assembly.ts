import type { Proof } from '../proof.js';

export const assemblyProof: Proof = {
  hello: `global _start
section .data
text: db "ok", 10
section .text
_start:
    mov eax, 1
    mov edi, 1
    mov rsi, text
    mov edx, 3
    syscall
    mov eax, 60
    xor edi, edi
    syscall
`,
  echo: `global _start
section .bss
buffer: resb 65536
section .text
_start:
.read:
    xor eax, eax
    xor edi, edi
    mov rsi, buffer
    mov edx, 65536
    syscall
    test rax, rax
    jle .end
    mov r12, rax
    mov r13, buffer
.write:
    mov eax, 1
    mov edi, 1
    mov rsi, r13
    mov rdx, r12
    syscall
    add r13, rax
    sub r12, rax
    jnz .write
    jmp .read
.end:
    mov eax, 60
    xor edi, edi
    syscall
`,
  argsEnv: `extern getenv, puts
global main
section .data
name: db "GREETING", 0
section .text
main:
    push rbx
    lea rbx, [rsi + 8]
.next:
    mov rdi, [rbx]
    test rdi, rdi
    jz .greet
    call puts
    add rbx, 8
    jmp .next
.greet:
    mov rdi, name
    call getenv
    mov rdi, rax
    call puts
    pop rbx
    xor eax, eax
    ret
`,
  multiFile: {
    files: {
      'main.asm': `extern answer, puts
global main
section .text
main:
    sub rsp, 8
    call answer
    mov rdi, rax
    call puts
    add rsp, 8
    xor eax, eax
    ret
`,
      'answer.asm': `global answer
section .data
text: db "ok", 0
section .text
answer:
    mov rax, text
    ret
`,
    },
    stdout: 'ok\n',
  },
  broken: `global _start
_start:
    mov eax, missing
`,
  brokenMessage: /symbol `missing' (?:not defined|undefined)/,
  exit7: `global _start
_start:
    mov eax, 60
    mov edi, 7
    syscall
`,
  raise: `extern atoi, raise
global main
section .text
main:
    sub rsp, 8
    mov rdi, [rsi + 8]
    call atoi
    mov edi, eax
    call raise
    add rsp, 8
    ret
`,
  spin: `global _start
_start:
    jmp _start
`,
  sleep: `global _start
_start:
    mov eax, 34 ; pause
    syscall
    jmp _start
`,
  hog: `extern malloc, memset
global main
section .text
main:
    sub rsp, 8
.next:
    mov edi, 1048576
    call malloc
    mov rdi, rax
    mov esi, 1
    mov edx, 1048576
    call memset
    jmp .next
`,
  flood: `extern puts
global main
section .data
text: db "all work and no play", 0
section .text
main:
    sub rsp, 8
.next:
    mov rdi, text
    call puts
    jmp .next
`,
  unicode: `extern puts
global main
section .data
text: db "héllo → 世界 🎉", 0
section .text
main:
    sub rsp, 8
    mov rdi, text
    call puts
    add rsp, 8
    xor eax, eax
    ret
`,
};
