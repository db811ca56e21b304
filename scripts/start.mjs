// Starts everything: `npm start`, or `npm run dev` (--watch). Runs on the host's Node and uses nothing but its built-ins.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Parley needs Node 20.19 or newer to start; this is ${process.version}. See https://nodejs.org/en/download\n`,
  );
  process.exit(1);
}
const { start } = await import('./prepare/start.mjs');
process.exitCode = await start({ watch: process.argv.includes('--watch') });
