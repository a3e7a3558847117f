import { describe, expect, test } from "vitest";
import { classifyCommand } from "./classify.ts";

describe("a command that only looks is read_only", () => {
  test.each([
    "ls -la",
    "cat a.txt | grep -n foo | head -3",
    "grep -rn TODO src && wc -l src/*.ts",
    "find . -name '*.ts' -type f",
    "find . -name '*.ts' | xargs grep -l foo",
    "sed -n '1,20p' a.txt",
    "sed 's/a/b/g; 3d' a.txt",
    "awk '{print $1}' a.txt",
    'for f in *.md; do echo "$f"; cat "$f"; done',
    "echo $(cat a.txt | wc -l)",
    "cat a.txt 2>/dev/null",
    "ls 2>&1 | sort | uniq -c",
    "cat <<< hello",
    "x=1; [ -f a.txt ] && echo $x",
    "if test -d src; then tree src; fi",
    "diff <(sort a) <(sort b)",
    "cd src && pwd",
    "jq .name package.json",
  ])("%s", (command) => {
    expect(classifyCommand(command)).toMatchObject({ read_only: true, edits_only: false });
  });
});

describe("what may change something is not read_only", () => {
  test.each([
    "rm a.txt",
    "echo x > a.txt",
    "echo x >> a.txt",
    "cat a &> b",
    "echo $(rm a.txt)",
    "echo `rm a.txt`",
    'echo "$(rm a.txt)"',
    "cat <(rm a.txt)",
    "ls; rm a.txt",
    "ls || rm a.txt",
    "(ls; rm a.txt)",
    "if true; then rm a; fi",
    "find . -delete",
    "find . -exec rm {} \\;",
    "find . $x",
    "find . | xargs rm",
    "find . | xargs sed -i s/a/b/",
    "find . | xargs sort",
    "sed -i s/a/b/ a.txt",
    "sed -ni s/a/b/p a.txt",
    "sed 's/a/b/w out' a.txt",
    "sed -n 'w out' a.txt",
    "sed '1e rm a' a.txt",
    "awk '{print > \"out\"}' a.txt",
    "awk 'BEGIN{system(\"rm a\")}'",
    "sort -o a a",
    "sort --output=a a",
    "uniq a b",
    "tee a.txt",
    "bash -c 'ls'",
    "eval ls",
    "env rm a",
    "$x a.txt",
    "$(echo rm) a.txt",
    'l"$x"s',
    "ls() { rm a; }; ls",
    "alias ls=rm; ls",
    "npm test",
    "git status",
    "source a.sh",
    "exec rm a",
    "echo $((`rm a`))",
    "cat a <> b",
    "echo x 1>&out",
    "while read f; do rm $f; done < list",
    "case x in x) rm a;; esac",
    "echo ${x:-$(rm a)}",
    "arr=($(rm a))",
    "[[ -n $(rm a) ]]",
    "cat <<X\n$(rm a)\nX",
    "touch a",
  ])("%s", (command) => {
    expect(classifyCommand(command).read_only).toBe(false);
  });
});

test("making, moving and copying is edits_only, alone or beside looking", () => {
  for (const command of ["mkdir -p a/b", "touch a && ls", "mv a b; cp c d; rmdir e"]) {
    expect(classifyCommand(command)).toMatchObject({ edits_only: true, read_only: false });
  }
  for (const command of ["mkdir a && rm b", "cp a b > c", "touch $(rm a)", "ls"]) {
    expect(classifyCommand(command).edits_only).toBe(false);
  }
});

describe("an address of sed that hides a command in brackets is not read_only", () => {
  test.each([
    "sed -n '/[/s#]/w out#b#' a.txt",
    "sed '/[/y/]/w out/' a.txt",
    "sed 's,[,],g;s,w out,b,' a.txt",
  ])("%s", (command) => {
    expect(classifyCommand(command).read_only).toBe(false);
  });
});

describe("beside text that is evaluated, no command is understood", () => {
  test.each([
    "let 'x=$(rm a)'",
    "(( x ))",
    "echo $((x + 1))",
    "echo ${y:x}",
    "echo ${a[i]}",
    "echo ${!x}",
    "a[i]=1",
    "[[ $x -eq 1 ]]",
    "[[ -v $x ]]",
    "test -v 'a[$(rm a)]'",
    "printf -v 'a[$(rm a)]' x",
    "unset 'a[$(rm a)]'",
    'declare "$x"',
    "declare -i x=y",
    "PS4='$(rm a)'",
    "set -x",
    "set -o xtrace",
  ])("%s", (command) => {
    expect(classifyCommand(`${command}; mkdir b`)).toMatchObject({
      parsed: false,
      edits_only: false,
    });
  });
  test.each(["set -eo pipefail", "echo $((1 + 2))", "x=$y; read -r line; export A=b", "unset x"])(
    "not so: %s",
    (command) => {
      expect(classifyCommand(`${command}; mkdir b`)).toMatchObject({ parsed: true });
    },
  );
});

test("what does not parse is neither", () => {
  expect(classifyCommand("if then (")).toEqual({
    parsed: false,
    read_only: false,
    edits_only: false,
    commands: [],
  });
});

test("every simple command is listed, and every file written to by a redirection", () => {
  const { commands } = classifyCommand(
    'cd src && npm run build | tee log.txt > out.txt; echo "$(git log -1)" 2>&1',
  );
  expect(commands).toEqual([
    { name: "cd", text: "cd src", read_only: true },
    { name: "npm", text: "npm run build", read_only: false },
    { name: "tee", text: "tee log.txt", read_only: false },
    { name: ">", text: "> out.txt", read_only: false },
    { name: "echo", text: 'echo "$(git log -1)"', read_only: true },
    { name: "git", text: "git log -1", read_only: false },
  ]);
});
