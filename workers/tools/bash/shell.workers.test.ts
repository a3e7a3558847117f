import { describe, expect, test } from "vitest";
import { bashTool } from "../bash.ts";
import { memoryFiles, toolContext } from "../testing/memory-files.ts";

const project = () =>
  memoryFiles({
    "a.txt": "one\ntwo\nthree\n",
    "src/a.ts": "needle\n",
    "src/deep/b.ts": "needle and [x]\n",
  });

const run = (command: string, context = toolContext(project()), timeout = 10_000) =>
  bashTool.run({ command, timeout }, context);

/** What the command prints, exactly as GNU would. */
const prints = async (command: string): Promise<string> => (await run(command)).result;

describe("the working directory", () => {
  test("is kept between commands; variables are not", async () => {
    const context = toolContext(project());
    await run("cd src/deep; X=1", context);
    expect(context.shell.cwd).toBe("src/deep");
    expect((await run('pwd; echo "[$X]"', context)).result).toBe("/workspace/src/deep\n[]");
  });

  test("stays where it was after exit N and after a syntax error", async () => {
    const context = toolContext(project());
    await run("cd src", context);
    await run("cd deep; exit 3", context);
    await run("if then (", context);
    expect(context.shell.cwd).toBe("src");
  });

  test("outside the project, or gone, it is the root again, and the model hears of it", async () => {
    const context = toolContext(project());
    expect((await run("cd /tmp", context)).result).toContain("is /workspace again");
    await run("cd src/deep", context);
    context.files.remove("src", { recursive: true });
    const { result } = await run("pwd", context);
    expect(result).toContain("is gone");
    expect(result).toContain("/workspace\n");
  });
});

describe("a redirection that fails is an ordinary failure", () => {
  test("the script goes on and nothing printed is lost", async () => {
    const result = await prints("echo before; echo x > gone/x.txt && echo no; echo after");
    expect(result).toContain("before\nafter");
    expect(result).toContain("bash: gone/x.txt: No such file or directory");
    expect(result).not.toContain("no\n");
  });

  test("set -e ends the script there", async () => {
    expect(await prints("set -e; echo x > /etc/x; echo after")).not.toContain("after");
  });

  test("good redirections work everywhere: loops, groups, pipes, here-documents, exec", async () => {
    expect(await prints("for i in 1 2; do echo $i; done > o; cat o")).toBe("1\n2");
    expect(await prints("{ echo a; echo b; } >> o; cat a.txt | tail -1 >> o; cat o")).toBe(
      "a\nb\nthree",
    );
    expect(await prints("cat a.txt | while read l; do echo $l >> o; done; cat o")).toBe(
      "one\ntwo\nthree",
    );
    expect(await prints("cat > o <<X\nhi\nX\ncat o")).toBe("hi");
    expect(await prints('while read l; do echo "<$l>"; done < a.txt > o; wc -l < o')).toBe("3");
    expect(await prints("exec 3> o; echo x >&3; exec 3>&-; cat o")).toBe("x");
    expect(await prints("f() { echo in; }; f > o; ls nope 2> err; cat o err")).toContain("in\nls");
  });
});

describe("endless and hostile work ends, by a counter or by the timeout", () => {
  test.each([
    "while :; do :; done",
    "f() { f; }; f",
    ":(){ :|:& };:",
    "x=xxxxxxxxxxxxxxxx; while true; do x=$x$x; done",
    "for ((;;)); do echo x; done > /dev/null",
    "awk 'BEGIN { while (1) x = x \"aaaaaaaaaaaaaaaa\" }'",
    "sed ':a;ba' a.txt",
    "echo {1..1000000000}",
    "jq -n '[range(1e9)]'",
    "printf '%999999999d' 1",
    "yes > y; while cat y y > z; do mv z y; done",
  ])("%s", async (command) => {
    const started = Date.now();
    expect((await run(command, toolContext(project()), 1500)).is_error).toBe(true);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test("regular expressions cannot run away", async () => {
    const text = `${"a".repeat(5000)}!`;
    for (const command of [
      "grep -E '(a+)+$' t",
      "sed -E 's/(a+)+$/x/' t",
      "awk '/(a|aa)+$/' t",
      "rg '(\\w+\\s?)+$' t",
      "[[ $(cat t) =~ (a+)+$ ]]",
      "grep -E 'a{1000}{1000}{1000}' t",
    ]) {
      const started = Date.now();
      await run(command, toolContext(memoryFiles({ t: text })));
      expect(Date.now() - started).toBeLessThan(8000);
    }
  });

  test("yes | head gives what it should, and says that yes came to an end", async () => {
    expect(await prints("yes | head -3")).toMatch(/^y\ny\ny\nyes: stopped after 10000 lines/);
    expect(await prints("yes 2>/dev/null | head -3")).toBe("y\ny\ny");
  });

  test("/tmp holds 8 MB", async () => {
    const context = toolContext(memoryFiles({ big: "x".repeat(5_000_000) }));
    const { result, is_error } = await run("cp big /tmp/a && cp big /tmp/b", context);
    expect([is_error, result.includes("8 MB")]).toEqual([true, true]);
  });
});

describe("a cancel is heard within 300 ms", () => {
  test.each([
    "sleep 100",
    "while true; do echo x > /dev/null; done",
    "while true; do cat a.txt > b.txt; done",
    "while :; do :; done",
    "find / -exec sleep 1 \\;",
  ])("%s", async (command) => {
    const stop = new AbortController();
    let stopped = 0;
    setTimeout(() => {
      stopped = Date.now();
      stop.abort();
    }, 20);
    const { is_error } = await run(command, toolContext(project(), { signal: stop.signal }));
    expect(is_error).toBe(true);
    expect(stopped === 0 ? 0 : Date.now() - stopped).toBeLessThan(300);
  });
});

test("the timeout stops a command and says so", async () => {
  const { result, is_error } = await run("sleep 100", toolContext(project()), 50);
  expect([is_error, result.includes("Stopped after 50 ms")]).toEqual([true, true]);
});

test("long output is folded with its true size, shorter where the command failed", async () => {
  const good = await run("seq 1 15000");
  expect(good.result.length).toBeLessThan(31_000);
  expect(good.result).toMatch(/^1\n2\n/);
  expect(good.result).toMatch(/\n15000$/);
  expect(good.display).toMatchObject({ total_chars: 78_894 });
  const bad = await run("seq 1 15000; false");
  expect(bad.result.length).toBeLessThan(11_000);
});

test("exit 1 of grep, diff, test and find is an answer, of others a failure", async () => {
  for (const command of [
    "grep nothing a.txt",
    "test -f gone",
    "diff a.txt src/a.ts",
    "cat a.txt | grep z",
  ]) {
    const { is_error, display } = await run(command);
    expect([is_error, display]).toMatchObject([false, { exit_code: 1 }]);
  }
  for (const command of ["false", "grep", "cat gone"]) {
    expect((await run(command)).is_error).toBe(true);
  }
});

test("a loop that appends is one or two changes of the file, not one a line", async () => {
  const context = toolContext(project());
  const { display } = await run("for i in {1..300}; do echo $i >> log; done; tail -1 log", context);
  expect(display).toMatchObject({ output: "300\n", changed: ["log"] });
  expect(context.files.stat("log")?.version).toBeLessThan(4);
});

test("a file over the limit is an error, not a silent cut", async () => {
  const context = toolContext(memoryFiles({ big: "x".repeat(6_000_000) }));
  const { result, is_error } = await run("cat big big > bigger", context);
  expect([is_error, result.includes("too large")]).toEqual([true, true]);
});

test("a file too large for the shell's memory is refused by name, and can still be moved", async () => {
  const files = memoryFiles({ "big.bin": "\0" });
  const stat: typeof files.stat = (path) => {
    const entry = files.stat(path);
    return entry && path === "big.bin" ? { ...entry, size: 17 * 1024 * 1024 } : entry;
  };
  const context = toolContext({ ...files, stat });
  const { result, is_error } = await run("cat big.bin | wc -c", context);
  expect([is_error, result.includes("big.bin is too large")]).toEqual([true, true]);
  expect(await run("mv big.bin other.bin && ls", context)).toMatchObject({ is_error: false });
});

describe("grep answers as GNU grep does", () => {
  test.each([
    ["grep -e one -e two a.txt", "one\ntwo"],
    ["grep 'o\\|h' a.txt", "one\ntwo\nthree"],
    ["grep 'e\\{2\\}' a.txt", "three"],
    ["grep -E 'e{2}' a.txt", "three"],
    ["grep -rn needle .", "./src/a.ts:1:needle\n./src/deep/b.ts:1:needle and [x]"],
    ["grep -rl needle src", "src/a.ts\nsrc/deep/b.ts"],
    ["grep -r needle --include='a*'", "src/a.ts:needle"],
    ["grep -rc needle src a.txt", "src/a.ts:1\nsrc/deep/b.ts:1\na.txt:0"],
    ["grep -F '[x]' src/deep/b.ts", "needle and [x]"],
    ["grep '[[]x]' src/deep/b.ts", "needle and [x]"],
    ["grep -w on a.txt; echo $?", "1"],
    ["grep -vc one < a.txt", "2"],
    ["cat a.txt | grep -n t", "2:two\n3:three"],
    ["grep -A1 one a.txt", "one\ntwo"],
    ["grep -o 't[[:alpha:]]' a.txt", "tw\nth"],
    ["grep -H one a.txt", "a.txt:one"],
    [
      "cd src && grep needle ../src/a.ts /workspace/src/a.ts",
      "../src/a.ts:needle\n/workspace/src/a.ts:needle",
    ],
    ["echo hi > /tmp/x; grep h /tmp/x", "hi"],
    ["grep -q one a.txt && echo yes", "yes"],
    ["grep a+b <<< 'a+b'", "a+b"],
    ["grep 'x*' <<< '' | wc -l", "1"],
    ["rg needle", "src/a.ts:needle\nsrc/deep/b.ts:needle and [x]"],
    ["cat a.txt | rg two", "two"],
    ["rg -l needle src | sort", "src/a.ts\nsrc/deep/b.ts"],
  ])("%s", async (command, output) => {
    expect(await prints(command)).toBe(output);
  });
});

describe("what would be answered wrongly is refused aloud", () => {
  test.each([
    "sed -i.bak s/one/1/ a.txt",
    "sed -E 's/(o)\\1/x/' a.txt",
    "head -n -1 a.txt",
    "tail -c +3 a.txt",
    "sort -k2,3n a.txt",
    "grep -P '(?<=o)n' a.txt",
    "grep --perl a.txt",
    "ln -s a.txt b",
  ])("%s", async (command) => {
    const { is_error, result } = await run(command);
    expect(is_error).toBe(true);
    expect(result.length).toBeGreaterThan(20);
  });

  test("and their harmless neighbours are not", async () => {
    expect(await prints("sed 's/\\(o\\)ne/\\1-/' a.txt | head -n 1")).toBe("o-");
    expect(await prints("sed -i s/one/1/ a.txt; head -1 a.txt")).toBe("1");
    expect(await prints("sed -n '2p;$p' a.txt")).toBe("two\nthree");
    expect(await prints("tail -n +3 a.txt; sort -r a.txt | head -c 3")).toBe("three\ntwo");
  });
});
