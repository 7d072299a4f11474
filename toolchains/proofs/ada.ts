import type { Proof } from '../proof.js';

export const adaProof: Proof = {
  hello: `with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   Put_Line ("ok");
end Main;
`,
  echo: `with Ada.Streams, Ada.Text_IO, Ada.Text_IO.Text_Streams;
use Ada.Streams, Ada.Text_IO.Text_Streams;
procedure Main is
   Input : constant Stream_Access := Stream (Ada.Text_IO.Standard_Input);
   Output : constant Stream_Access := Stream (Ada.Text_IO.Standard_Output);
   Buffer : Stream_Element_Array (1 .. 65_536);
   Last : Stream_Element_Offset;
begin
   loop
      Input.Read (Buffer, Last);
      exit when Last < Buffer'First;
      Output.Write (Buffer (1 .. Last));
   end loop;
end Main;
`,
  argsEnv: `with Ada.Command_Line, Ada.Environment_Variables;
with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   for I in 1 .. Ada.Command_Line.Argument_Count loop
      Put_Line (Ada.Command_Line.Argument (I));
   end loop;
   Put_Line (Ada.Environment_Variables.Value ("GREETING"));
end Main;
`,
  multiFile: {
    files: {
      'main.adb': `with Answer;
with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   Put_Line (Answer.Text);
end Main;
`,
      'answer.ads': `package Answer is
   function Text return String;
end Answer;
`,
      'answer.adb': `package body Answer is
   function Text return String is ("ok");
end Answer;
`,
    },
    stdout: 'ok\n',
  },
  broken: `with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   Put_Line (Missing);
end Main;
`,
  brokenMessage: /"Missing" is undefined/,
  exit7: `with Ada.Command_Line;
procedure Main is
begin
   Ada.Command_Line.Set_Exit_Status (7);
end Main;
`,
  raise: `with Ada.Command_Line, Interfaces.C;
procedure Main is
   function Send (Number : Interfaces.C.int) return Interfaces.C.int with Import, Convention => C, External_Name => "raise";
   Ignored : Interfaces.C.int;
begin
   Ignored := Send (Interfaces.C.int'Value (Ada.Command_Line.Argument (1)));
   delay 60.0;
end Main;
`,
  spin: `procedure Main is
   type Count is mod 2 ** 32;
   I : Count := 0 with Volatile;
begin
   loop
      I := I + 1;
   end loop;
end Main;
`,
  sleep: `procedure Main is
begin
   loop
      delay 3600.0;
   end loop;
end Main;
`,
  hog: `procedure Main is
   type Block is array (1 .. 1_048_576) of Character;
   type Link is access Block;
   Item : Link with Volatile;
begin
   loop
      Item := new Block'(others => 'x');
   end loop;
end Main;
`,
  flood: `with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   loop
      Put_Line ("all work and no play");
   end loop;
end Main;
`,
  unicode: `with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
begin
   Put_Line ("héllo → 世界 🎉");
end Main;
`,
};
