/** Ends at once where the rest of the scripts could not even be read; hence no other import here. */
export function requireHostNode() {
  if (process.platform === 'win32') return refuse('Parley runs on Linux and macOS; on Windows start it inside WSL 2');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  refuse(`Parley needs Node 20.19 or newer to start; this is ${process.version}. See https://nodejs.org/en/download`);
}

/** @param {string} reason */
function refuse(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
