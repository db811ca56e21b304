import type { sendUnaryData, ServerUnaryCall, ServerWritableStream, UntypedHandleCall } from '@grpc/grpc-js';
import {
  Build,
  BuildEvent,
  BuildPhase,
  BuildService,
  BuildState,
  PhaseState,
  Revision,
  type WatchBuildRequest,
  type WatchBuildResponse,
} from '#libs/contracts';
import { AppError, type Reason } from '#libs/errors';
import { toWire } from '#libs/grpc';
import { serveStub, type Stub } from '#libs/testing';

type Given = Record<string, string | number>;
type Unary = (call: ServerUnaryCall<Given, object>, done: sendUnaryData<object>) => void;
type Watcher = ServerWritableStream<WatchBuildRequest, WatchBuildResponse>;

const acts = [
  'startBuild',
  'refineBuild',
  'cancelBuild',
  'resumeBuild',
  'rollbackBuild',
  'retryPhase',
  'skipPhase',
  'approvePhase',
];

/** An orchestrator in memory, as far as builds go: a spec sets the scene. */
export class StubBuilds {
  readonly builds = new Map<string, Build>();
  /** By id of the build and number of the revision. */
  readonly phases = new Map<string, BuildPhase[]>();
  /** By id of the build; without an entry there is one of each. */
  readonly revisions = new Map<string, Revision[]>();
  readonly events = new Map<string, BuildEvent[]>();
  readonly calls: { rpc: string; request: Given }[] = [];
  /** Of every list that is asked for from its beginning. */
  nextPageToken = 'more';
  /** What an act changes, before it is answered. */
  onAct?: (rpc: string, request: Given) => void;
  /** Why the next act is refused. */
  refusal?: Reason;
  private readonly watchers = new Set<Watcher>();
  private stub?: Stub;

  async start(): Promise<string> {
    this.stub = await serveStub(BuildService, this.handlers());
    return this.stub.url;
  }

  /** For a stub that serves more than builds. */
  handlers(): Record<string, UntypedHandleCall> {
    return {
      ...Object.fromEntries(acts.map((rpc) => [rpc, this.act(rpc)])),
      getBuild: this.getBuild,
      listBuilds: this.listBuilds,
      listBuildEvents: this.listBuildEvents,
      watchBuild: (call: Watcher) => this.watch(call),
    };
  }

  async stop(): Promise<void> {
    await this.stub?.stop();
  }

  reset(): void {
    this.builds.clear();
    this.phases.clear();
    this.revisions.clear();
    this.events.clear();
    this.calls.length = 0;
    this.refusal = undefined;
    this.onAct = undefined;
  }

  get watcherCount(): number {
    return this.watchers.size;
  }

  show(given: Partial<Build> & { id: string }): Build {
    const usual = { title: 'Sol', state: BuildState.BUILD_STATE_RUNNING, revision: 1, createdAt: new Date() };
    const build = Build.create({ ...usual, ...this.builds.get(given.id), ...given });
    this.builds.set(given.id, build);
    return build;
  }

  lay(buildId: string, revision: number, phases: (Partial<BuildPhase> & { name: string })[]): BuildPhase[] {
    const laid = phases.map((one) =>
      BuildPhase.create({ id: `${one.name}-${revision}`, state: PhaseState.PHASE_STATE_DONE, ...one }),
    );
    this.phases.set(`${buildId} ${revision}`, laid);
    return laid;
  }

  tell(response: WatchBuildResponse): void {
    this.watchers.forEach((watcher) => watcher.write(response));
  }

  /** As a restart of the orchestrator does. */
  dropWatchers(): void {
    this.watchers.forEach((watcher) => watcher.emit('error', toWire(new AppError('PEER_UNAVAILABLE'))));
    this.watchers.clear();
  }

  private act(rpc: string): Unary {
    return ({ request }, done) => {
      this.calls.push({ rpc, request });
      if (this.refusal) return done(toWire(new AppError(this.refusal)));
      this.onAct?.(rpc, request);
      const build = rpc === 'startBuild' ? this.show({ id: 'b-new' }) : this.builds.get(`${request['buildId']}`);
      done(build ? null : toWire(new AppError('NOT_FOUND')), { build });
    };
  }

  private readonly getBuild: Unary = ({ request }, done) => {
    const build = this.builds.get(`${request['buildId']}`);
    if (!build) return done(toWire(new AppError('NOT_FOUND')));
    const number = Number(request['revision']) || build.revision;
    const first = Revision.create({ number: 1, cause: 'start', state: build.state, createdAt: new Date() });
    const revisions = this.revisions.get(build.id) ?? [first];
    done(null, { build, phases: this.phases.get(`${build.id} ${number}`) ?? [], revisions });
  };

  private readonly listBuilds: Unary = ({ request }, done) => {
    this.calls.push({ rpc: 'listBuilds', request });
    const { query = '', state = 0, conversationId = '', pageToken } = request;
    const builds = [...this.builds.values()].filter(
      (build) =>
        `${build.title} ${build.request}`.toLowerCase().includes(`${query}`.toLowerCase()) &&
        (state === 0 || build.state === state) &&
        (conversationId === '' || build.conversationId === conversationId),
    );
    done(null, { builds, nextPageToken: pageToken ? '' : this.nextPageToken });
  };

  private readonly listBuildEvents: Unary = ({ request }, done) => {
    const event = BuildEvent.create({ id: 'e-1', at: new Date(), revision: 1, type: 'started', by: 'contact' });
    done(null, { events: this.events.get(`${request['buildId']}`) ?? [event], nextPageToken: '' });
  };

  private watch(call: Watcher): void {
    const build = this.builds.get(call.request.buildId);
    if (!build) return void call.emit('error', toWire(new AppError('NOT_FOUND')));
    this.watchers.add(call);
    call.on('cancelled', () => {
      this.watchers.delete(call);
      call.end();
    });
    call.write({ build, phases: this.phases.get(`${build.id} ${build.revision}`) ?? [] });
  }
}
