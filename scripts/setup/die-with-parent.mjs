// Preloaded (--import) into long-running tools: when whoever started the tool is gone, even by
// SIGKILL, the tool's whole process group ends too. A parent's death changes ppid.
const parent = process.ppid;
const end = (/** @type {NodeJS.Signals} */ signal) => {
  try {
    process.kill(-process.pid, signal);
  } catch {
    process.kill(process.pid, signal);
  }
};

setInterval(() => {
  if (process.ppid === parent) return;
  setTimeout(() => end("SIGKILL"), 3_000);
  end("SIGTERM");
}, 500).unref();
