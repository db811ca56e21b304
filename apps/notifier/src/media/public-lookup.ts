import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { AppError } from '#libs/errors';
import { isPrivateAddress } from './media-hosts.js';

/**
 * Resolves names as always, but never to an address inside our network, however trusted the name. Asked by the connection
 * itself, so that a name cannot change its address between a check and the connection.
 * @param exempt the host of the configured API, which may stand on this machine
 */
export const publicLookup =
  (exempt: string): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const usable = hostname === exempt ? addresses : addresses?.filter(({ address }) => !isPrivateAddress(address));
      const [first] = usable ?? [];
      if (error) callback(error, '');
      else if (!first) callback(new AppError('MEDIA_REFUSED', { message: 'the host has no public address' }), '');
      else if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
