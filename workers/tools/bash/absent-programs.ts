/** Programs an agent will try and this shell does not have: they say so, and what to do instead. */
const cannotRun =
  "this workspace's shell cannot run programs yet. It reads, searches and edits files; ask the person to run this on their machine and report what they see";
const noNetwork = "the shell has no network";
const noPrivilege = "there are no privileges to gain here";

const say = (names: string, why: string): [string, string][] =>
  names.split(" ").map((name) => [name, why]);

/** Not installed: exit 127. */
export const absentPrograms: ReadonlyMap<string, string> = new Map([
  ...say("node npm npx yarn pnpm bun deno corepack tsx ts-node", cannotRun),
  ...say("tsc eslint prettier oxlint biome vite vitest jest mocha webpack esbuild", cannotRun),
  ...say("python python3 pip pip3 pipx uv poetry pytest ruff black mypy", cannotRun),
  ...say("cargo rustc go java javac mvn gradle kotlin scala dotnet", cannotRun),
  ...say("gcc g++ cc clang make cmake ninja php composer ruby gem bundle rake perl", cannotRun),
  ...say("swift elixir mix ghc stack lua Rscript julia zig", cannotRun),
  ...say("docker docker-compose podman kubectl terraform wrangler vercel", cannotRun),
  ...say("sqlite3 psql mysql redis-cli mongosh", cannotRun),
  ...say("apt apt-get yum dnf apk brew snap dpkg", `nothing can be installed: ${cannotRun}`),
  ...say(
    "vi vim nano emacs less more",
    "there is no terminal: use cat, head, or the Read and Edit tools",
  ),
  ...say(
    "git gh svn hg",
    "this shell has no version control yet. Engawa itself keeps every version of every file; the person can compare and restore them",
  ),
  ...say(
    "tar zip unzip 7z xz bzip2 zstd",
    "this shell has no archives; the person can import and download them in the file tree",
  ),
  ...say(
    "ps top kill pkill killall jobs bg fg nohup systemctl service crontab",
    "there are no processes here: every command ends before the next begins",
  ),
]);

/** U-102. */
const minerNames = "xmrig minerd cpuminer cgminer bfgminer ethminer nbminer lolminer t-rex";
export const miners: ReadonlySet<string> = new Set(minerNames.split(" "));

/** Refused whatever was approved: exit 126. */
export const blockedPrograms: ReadonlyMap<string, string> = new Map([
  ...say("curl wget nc ncat netcat telnet ftp ping dig nslookup rsync", noNetwork),
  ...say("ssh scp sftp ssh-keygen", noNetwork),
  ...say("sudo su doas chown chgrp", noPrivilege),
  ...say(
    "dd mkfs mkfs.ext4 mkfs.xfs fdisk parted mount umount losetup shred",
    "there are no devices here",
  ),
  ...say(minerNames, "mining is against the rules of use"),
  ...say("reboot shutdown halt poweroff", "there is no machine here"),
]);
