import { BlockList, isIP } from 'node:net';

/** Hosts, with everything below them, from which Meta serves its API and its files. */
const ofMeta = ['facebook.com', 'fbsbx.com', 'fbcdn.net', 'whatsapp.net', 'whatsapp.com'];

/**
 * Whether a file may be fetched from this address, with the token. A URL in an answer is data: it may name a stranger's host or
 * one inside our network. Only Meta's hosts by https, and the configured API exactly as configured, are neither.
 */
export function isTrustedAddress(address: URL, api: URL): boolean {
  if (address.username || address.password) return false;
  if (address.origin === api.origin) return true;
  if (address.protocol !== 'https:' || address.port !== '') return false;
  return ofMeta.some((host) => address.hostname === host || address.hostname.endsWith(`.${host}`));
}

const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, prefix, 'ipv4');
  inside.addSubnet(`::ffff:${network}`, 96 + prefix, 'ipv6');
}
// Forms that carry an address of version 4 within them (compatible, translated, 6to4, Teredo) count as it, unread
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(network, prefix, 'ipv6');
}

/** Whether an address belongs to this machine or to a network that the public one does not reach. */
export const isPrivateAddress = (address: string): boolean =>
  inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
