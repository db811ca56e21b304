// Starts everything: `npm start`, or `npm run dev` (--watch). Runs on the host's Node and uses nothing but its built-ins.
import { requireHostNode } from './prepare/host-node.mjs';

requireHostNode();
const { start } = await import('./prepare/start.mjs');
process.exitCode = await start({ watch: process.argv.includes('--watch') });
