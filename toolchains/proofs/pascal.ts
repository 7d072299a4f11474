import type { Proof } from '../proof.js';

export const pascalProof: Proof = {
  hello: `program Main;
begin
  WriteLn('ok');
end.
`,
  echo: `program Main;
uses SysUtils;
var
  Buffer: array[0..65535] of Byte;
  Count: LongInt;
begin
  repeat
    Count := FileRead(0, Buffer, SizeOf(Buffer));
    if Count > 0 then FileWrite(1, Buffer, Count);
  until Count <= 0;
end.
`,
  argsEnv: `program Main;
uses SysUtils;
var
  I: Integer;
begin
  for I := 1 to ParamCount do WriteLn(ParamStr(I));
  WriteLn(GetEnvironmentVariable('GREETING'));
end.
`,
  multiFile: {
    files: {
      'main.pas': `program Main;
uses Answer;
begin
  WriteLn(Text());
end.
`,
      'answer.pas': `unit Answer;
interface
function Text: String;
implementation
function Text: String;
begin
  Text := 'ok';
end;
end.
`,
    },
    stdout: 'ok\n',
  },
  broken: `program Main;
begin
  WriteLn(Missing);
end.
`,
  brokenMessage: /Identifier not found "Missing"/,
  exit7: `program Main;
begin
  Halt(7);
end.
`,
  raise: `program Main;
uses BaseUnix, SysUtils;
var
  Number: Integer;
begin
  Val(ParamStr(1), Number);
  FpKill(FpGetPid, Number);
  Sleep(60000);
end.
`,
  spin: `program Main;
begin
  while True do;
end.
`,
  sleep: `program Main;
uses SysUtils;
begin
  while True do Sleep(3600000);
end.
`,
  hog: `program Main;
var
  Block: Pointer;
begin
  while True do
  begin
    GetMem(Block, 1048576);
    FillChar(Block^, 1048576, 1);
  end;
end.
`,
  flood: `program Main;
begin
  while True do WriteLn('all work and no play');
end.
`,
  unicode: `program Main;
begin
  WriteLn('héllo → 世界 🎉');
end.
`,
};
