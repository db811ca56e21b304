const NEEDED = 'Parley needs Node 20.19 or newer to start';

/** Ends at once on a Node that is too old for the rest of the scripts; hence no other import here. */
export function requireHostNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`${NEEDED}; this is ${process.version}. See https://nodejs.org/en/download\n`);
  process.exit(1);
}
