import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** No name is looked up, no server is talked to, and one page cannot take all of the memory. */
const ARGS = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
  '--mute-audio',
  '--js-flags=--max-old-space-size=256',
];

export interface Opened {
  browser: Browser;
  isSandboxed: boolean;
}

/**
 * Chromium with its own sandbox wherever the machine allows it: not for root, and not in containers without user namespaces.
 * @throws Error when it does not start either way
 */
export async function openBrowser(executablePath: string): Promise<Opened> {
  if (!existsSync(executablePath)) throw new Error(`there is no file at ${executablePath}`);
  const launch = (chromiumSandbox: boolean) =>
    chromium.launch({ executablePath, args: ARGS, chromiumSandbox, timeout: 15_000, handleSIGHUP: false });
  if (process.getuid?.() !== 0) {
    try {
      return { browser: await launch(true), isSandboxed: true };
    } catch {
      // what else is wrong shows below
    }
  }
  return { browser: await launch(false), isSandboxed: false };
}
