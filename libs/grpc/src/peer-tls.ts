import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import {
  type ChannelCredentials,
  credentials,
  experimental,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js';
import { AppError } from '#libs/errors';
import { mayCall } from './callers.js';

/** Certificates last for hours at least; a renewed one is in use this soon, on connections that are opened from then on. */
const REREAD_MS = 10_000;

export interface PeerTlsConfig {
  GRPC_TLS_DIR?: string | undefined;
  GRPC_TLS_IDENTITIES?: string | undefined;
}

interface PeerTls {
  files: experimental.FileWatcherCertificateProvider;
  /** Comes before the name of a service in the URI of its certificate. */
  identityPrefix: string;
}
let tls: PeerTls | undefined;

/**
 * With a folder, this process serves and calls rpcs over TLS only from now on, and both sides show a certificate of the same
 * authority. Its clients and servers must not exist yet. The files may be renewed at any time.
 * @throws AppError MISCONFIGURED when there is no usable certificate now
 */
export function securePeers(
  { GRPC_TLS_DIR: folder, GRPC_TLS_IDENTITIES: identityPrefix }: PeerTlsConfig,
  refreshIntervalMs = REREAD_MS,
): void {
  if (!folder) return;
  if (!identityPrefix) throw new AppError('MISCONFIGURED', { message: 'GRPC_TLS_IDENTITIES: missing' });
  const [certificateFile, privateKeyFile, caCertificateFile] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  try {
    const [cert, key, ca] = [certificateFile, privateKeyFile, caCertificateFile].map((file) => readFileSync(file));
    createSecureContext({ cert, key, ca });
  } catch (cause) {
    const { code = 'not a certificate and its key' } = cause as NodeJS.ErrnoException;
    throw new AppError('MISCONFIGURED', { message: `GRPC_TLS_DIR: cannot be used (${code})`, cause });
  }
  const files = { certificateFile, privateKeyFile, caCertificateFile, refreshIntervalMs };
  tls = { files: new experimental.FileWatcherCertificateProvider(files), identityPrefix };
}

export const channelCredentials = (): ChannelCredentials =>
  tls ? experimental.createCertificateProviderChannelCredentials(tls.files, tls.files) : credentials.createInsecure();

export function serverCredentials(): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const { files, identityPrefix } = tls;
  return experimental.createServerCredentialsWithInterceptors(
    experimental.createCertificateProviderServerCredentials(files, files, true),
    [refusingStrangers(identityPrefix)],
  );
}

/** Whoever has a certificate may not call everything: of each rpc the table of callers says who may. */
const refusingStrangers =
  (identityPrefix: string): ServerInterceptor =>
  ({ path }, call) => {
    const { sslPeerCertificate } = call.getAuthContext();
    const identity = identityIn(sslPeerCertificate?.subjectaltname ?? '', identityPrefix);
    if (mayCall(identity, path)) return new ServerInterceptingCall(call);
    const refuse = () => call.sendStatus({ code: status.PERMISSION_DENIED, details: 'this caller may not' });
    const listener = new ServerListenerBuilder().withOnReceiveMetadata(refuse).build();
    return new ServerInterceptingCall(call, { start: (next) => next(listener) });
  };

/** Names with special characters are quoted, and could hold what looks like another name: such certificates name nobody. */
export function identityIn(names: string, prefix: string): string | undefined {
  if (names.includes('"')) return undefined;
  const beginning = `URI:${prefix}`;
  const found = names.split(', ').filter((name) => name.startsWith(beginning));
  return found.length === 1 ? found[0]!.slice(beginning.length) : undefined;
}
