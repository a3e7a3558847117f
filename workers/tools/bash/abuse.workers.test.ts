/** What counts against the rules of use is what a command does, not what it says (U-102). */
import { expect, test } from "vitest";
import { bashTool } from "../bash.ts";
import { memoryFiles, toolContext } from "../testing/memory-files.ts";

async function abuseIn(command: string) {
  const files = memoryFiles({ Dockerfile: "COPY . /root/app\n", "a.json": '{"paths":{}}\n' });
  const context = toolContext(files, { policy: { read_only: false, deny: [] } });
  const { abuse } = await bashTool.run({ command, timeout: 10_000 }, context);
  return abuse?.map(({ kind, what }) => `${kind}: ${what}`);
}

test.each([
  ["cat /etc//passwd", "system_files: /etc/passwd"],
  ["head -1 </proc/self/environ", "system_files: /proc/self/environ"],
  ["x=/etc; cat $x/../etc/shadow", "system_files: /etc/shadow"],
  ["grep root /etc/passwd", "system_files: /etc/passwd"],
  ["echo x >> /etc/sudoers", "system_files: /etc/sudoers"],
  ["cp Dockerfile /root/app", "system_files: /root/app"],
  ["rm -rf /bin", "destruction: rm /bin"],
  ["rm -r -f '/'", "destruction: rm /"],
  ["(cd / && rm -rf *)", "destruction: rm /dev"],
  ["find / -delete", "destruction: find /"],
  ["dd if=/dev/zero of=/dev/sda", "destruction: dd /dev/sda"],
  ["mkfs.ext4 /dev/sdb1", "destruction: mkfs.ext4 /dev/sdb1"],
  [":(){ :|:& };:", "fork_bomb: : | :"],
  ["f() { f | f & }; f", "fork_bomb: f | f"],
  ["./xmrig -o pool:3333", "mining: xmrig"],
  ["nohup minerd --url x", "mining: nohup minerd"],
  ["node x --url stratum+tcp://pool.example:3333", "mining: node stratum"],
])("%s is %s", async (command, found) => {
  expect(await abuseIn(command)).toEqual([found]);
});

test.each([
  "grep -n 'COPY . /root/app' Dockerfile",
  "git commit -m 'read /etc/passwd fix'",
  `jq '.paths["/root/x"]' a.json`,
  "sed -n '/root/,/end/p' Dockerfile",
  "echo 'see /etc/passwd; rm -rf /'",
  "dd if=Dockerfile of=/dev/null",
  "./xmrig.test",
  "grep -rn xmrig .",
  "test -f /etc/passwd",
  "rm -rf /workspace/dist dist /node_modules",
  "find . -name '*.md' -delete",
  "f() { echo one | cat; }; f",
])("%s is ordinary work", async (command) => {
  expect(await abuseIn(command)).toBeUndefined();
});
