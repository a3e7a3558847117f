import { expect, test } from "vitest";
import { memoryFiles, toolContext } from "../testing/memory-files.ts";
import { bashTool } from "../bash.ts";
const project = () =>
  memoryFiles({
    ".env": "SECRET=1\n",
    "a.txt": "one\ntwo\nthree\n",
    "src/a.ts": "needle\n",
    "src/deep/b.ts": "needle 日本\n",
    "README.md": "# hi\n",
    ".git/config": "x",
    "big.txt": "x".repeat(1000),
  });
const rm = [
  "rm -rf /workspace",
  "x=rm; $x -rf /workspace",
  'eval "r""m -rf /workspace"',
  "bash -c 'rm -rf /workspace'",
  "echo /workspace | xargs rm -rf",
  "command rm -rf /workspace",
  "\\rm -rf /workspace",
  "env rm -rf /workspace",
  "timeout 5 rm -rf /workspace",
  "time rm -rf /workspace",
  "exec rm -rf /workspace",
  "f() { rm -rf /workspace; }; f",
  "shopt -s expand_aliases; alias q='rm -rf'\nq /workspace",
  "find /workspace -maxdepth 0 -exec rm -rf {} \\;",
  "find /workspace -maxdepth 0 -exec sh -c 'rm -rf $0' {} \\;",
  "rm() { :; }; unset -f rm; rm -rf /workspace",
  "(cd /; rm -rf *)",
  "rm -rf *",
  "cd src && rm -r -f ..",
  "rm -rf .",
  "find . -delete",
];
test("probe", async () => {
  for (const command of rm) {
    const files = project();
    const r = await bashTool.run({ command, timeout: 5000 }, toolContext(files));
    console.log(command, "=>", JSON.stringify(r.result), [...files.walk("")].length, r.is_error);
  }
  for (const [command, policy] of [
    ["ls -la; pwd; cat a.txt | wc -l"],
    ["cd src; pwd"],
    ["grep -rn needle ."],
    ["grep -rn needle src | head -1"],
    ["cat a.txt | grep -c t"],
    ["grep -e one -e two a.txt"],
    ["grep 'o\\|t' a.txt"],
    ["grep -E 'one|two' a.txt src/a.ts"],
    ["rg needle"],
    ["cat a.txt | rg two"],
    ["echo hi > new/x.txt"],
    ["mkdir -p n && echo hi > n/x.txt && cat n/x.txt && mv n m && ls m"],
    ["echo x > /etc/passwd"],
    ["cat /etc/passwd"],
    ["echo x > .git/config"],
    ["rm -rf .git"],
    ["cat .env", ["Read(.env)"]],
    ["cp .env x; cat x", ["Read(.env)"]],
    ["grep -r SECRET .", ["Read(.env)"]],
    ["grep -rn SECRET . --include .env", ["Read(.env)"]],
    ["grep SECRET .env", ["Read(.env)"]],
    ["echo .env | xargs cat", ["Read(.env)"]],
    ["mv .env y; cat y", ["Read(.env)"]],
    ["cat < .env", ["Read(.env)"]],
    ["while read l; do echo $l; done < .env", ["Read(.env)"]],
    ["source .env; echo $SECRET", ["Read(.env)"]],
    ["rg SECRET --hidden", ["Read(.env)"]],
    ["sed -n p .env", ["Read(.env)"]],
    ["curl https://x"],
    ["npm test"],
    ["python -c 1; node x; git status"],
    ["chmod 777 a.txt"],
    ["chmod +x a.txt; ls -l a.txt"],
    ["sudo ls"],
    ["dd if=/dev/zero of=x"],
    ["sed -i.bak s/one/1/ a.txt"],
    ["sed -E 's/(o)\\1/X/' a.txt"],
    ["sed 's/\\(o\\)ne/\\1-/' a.txt"],
    ["head -n -1 a.txt"],
    ["tail -c +3 a.txt"],
    ["sed -i s/one/1/ a.txt; cat a.txt"],
    ["sed '1,/two/d' a.txt"],
    ["yes | head -3"],
    ["seq 1 100000 | wc -l"],
    ["head -c 16000000 /dev/zero | wc -c"],
    ["x=xxxxxxxxxxxxxxxx; while true; do x=$x$x; done; echo ${#x}"],
    ["while :; do :; done"],
    ["while true; do echo x >> log; done"],
    ["f() { f; }; f"],
    [":(){ :|:& };:"],
    ["seq 1 20000"],
    ["cat /dev/null; echo $?"],
    ["exit 3"],
    ["cd /tmp; touch x; ls"],
    ["for i in 1 2 3; do echo $i >> log; done; cat log; wc -c log"],
    ["printf '\\xff\\xfe' > bin; od -c bin"],
    ["rmdir src"],
    ["touch t; [ -f t ] && echo yes"],
    ["ln -s a b"],
    ["find . -name '*.ts' -type f | sort"],
    ["tree"],
    ["ls src nope"],
    ["grep nothing a.txt"],
    ["test -f nope"],
    ["echo '(a+)+$' > p; grep -E '(a+)+$' a.txt"],
    ["jq . <<< '{\"a\":1}'"],
    ["./a.txt"],
    ["/bin/ls"],
    ["diff a.txt README.md"],
    ["echo a:b | cut -d: -f2; echo ab | cut -d: -f1"],
    ["base64 /dev/null; gzip -c a.txt | gunzip"],
    ["sleep 0.1; date +%Y"],
    ["cat > f.txt <<'X'\nhello $x\nX\ncat f.txt"],
    ["   ls"],
    ["git"],
  ] as [string, string[]?][]) {
    const files = project();
    const t = performance.now();
    const ctx = toolContext(files, { policy: { read_only: false, deny: policy ?? [] } });
    const r = await bashTool.run({ command, timeout: 5000 }, ctx);
    console.log(
      command,
      "=>",
      JSON.stringify(r.result).slice(0, 500),
      r.is_error,
      (r.display as any)?.changed,
      "cwd",
      ctx.shell.cwd,
      Math.round(performance.now() - t),
    );
  }
  for (const command of [
    "while true; do echo x >/dev/null; done",
    "sleep 100",
    "while :; do cat a.txt > /dev/null; done",
    "find / -exec sleep 1 \\;",
    "while :; do :; done",
    "seq 1 1000 | while read x; do echo $x > f; done",
  ]) {
    const stop = new AbortController();
    const files = project();
    setTimeout(() => stop.abort(), 50);
    const t = performance.now();
    const r = await bashTool.run(
      { command, timeout: 5000 },
      toolContext(files, { signal: stop.signal }),
    );
    console.log("ABORT", command, performance.now() - t, r.result.slice(0, 200));
  }
  const t = performance.now();
  const r = await bashTool.run({ command: "sleep 100", timeout: 100 }, toolContext(project()));
  console.log("TIMEOUT", performance.now() - t, r.result);
  for (let i = 0; i < 5; i++) {
    const t = performance.now();
    await bashTool.run({ command: "ls", timeout: 100 }, toolContext(project()));
    console.log("ls", performance.now() - t);
  }
  expect(1).toBe(1);
}, 60000);
