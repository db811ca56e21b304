import { experimental, Metadata, status } from '@grpc/grpc-js';
import { WatchedName } from './watched-name.js';

type Endpoints = experimental.StatusOr<experimental.Endpoint[]>;

const SCHEME = 'named';
const NAMED = /^(?:dns:(?:\/\/([^/]*)\/)?)?([^\s/:[\]]+):(\d+)$/;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/** The same target, with its name watched; a list of addresses or a socket stays as it is. */
export function watchedTarget(target: string): string {
  const [, server = '', host, port] = NAMED.exec(target) ?? [];
  return host === undefined || IPV4.test(host) ? target : `${SCHEME}://${server}/${host}:${port}`;
}

/** Tells a channel which replicas stand behind a name, and when there are others. */
class NamedPeerResolver implements experimental.Resolver {
  private unwatch?: () => void;

  constructor(
    private readonly target: experimental.GrpcUri,
    private readonly listener: experimental.ResolverListener,
  ) {}

  static getDefaultAuthority({ path }: experimental.GrpcUri): string {
    return path;
  }

  /** A channel asks when a connection is lost as well: what is new is told anyway, and the same again would help nobody. */
  updateResolution(): void {
    const { authority, path } = this.target;
    const { host, port } = experimental.splitHostPort(path)!;
    this.unwatch ??= WatchedName.watch(host, authority ?? '', (found) => {
      this.listener(
        'failure' in found ? this.failed(found.failure) : endpointsOf(found.addresses, port!),
        {},
        null,
        '',
      );
    });
  }

  destroy(): void {
    this.unwatch?.();
    this.unwatch = undefined;
  }

  private failed(code: string): Endpoints {
    const details = `Name resolution failed for ${this.target.path}: ${code}`;
    return experimental.statusOrFromError({ code: status.UNAVAILABLE, details, metadata: new Metadata() });
  }
}

const endpointsOf = (hosts: string[], port: number): Endpoints =>
  experimental.statusOrFromValue(hosts.map((host) => ({ addresses: [{ host, port }] })));

experimental.registerResolver(SCHEME, NamedPeerResolver);
