import {
  InMemorySpanExporter,
  ParentBasedSampler,
  SimpleSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { AppError } from '#libs/errors';
import { contextOf } from '../traceparent.js';
import { annotate, inChildSpan, inSpan, openSpan, recordSpans } from './spans.js';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => `00-${letter.repeat(32)}-${letter.repeat(16)}-01`) as [
  string,
  string,
  string,
];
const UNSAMPLED = A.replace(/1$/, '0');

describe('spans', () => {
  const exporter = new InMemorySpanExporter();
  const record = (ratio = 1): void => {
    const sampler = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
    const provider = new TracerProvider({ sampler, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    recordSpans({ tracer: provider.getTracer('spec'), followsParent: true });
  };
  const spans = () =>
    exporter.getFinishedSpans().map((span) => ({
      name: span.name,
      id: span.spanContext().spanId,
      trace: span.spanContext().traceId,
      parent: span.parentSpanContext?.spanId,
      links: span.links.map(({ context }) => context.spanId),
      failure: span.status.message,
      attributes: span.attributes,
    }));

  beforeEach(() => exporter.reset());
  afterEach(() => recordSpans(undefined));

  it('hand the context on as it came where none are recorded', async () => {
    expect(await inSpan('x', A, {}, async (handed) => handed)).toBe(A);
    expect(openSpan('x', [A])).toBeUndefined();
    expect(spans()).toEqual([]);
  });

  it('continue a trace: station, part, and what another process makes of it', async () => {
    record();
    const handed = await inSpan('station', A, {}, async (traceparent) => {
      await inChildSpan('part', {}, async () => annotate({ 'parley.kind': 'text' }));
      return traceparent;
    });
    openSpan('next process', [handed])!.end('ok');
    const [part, station, next] = spans();
    const { traceId, spanId } = contextOf(A)!;
    expect(station).toMatchObject({ name: 'station', trace: traceId, parent: spanId });
    expect(part).toMatchObject({ name: 'part', parent: station!.id, attributes: { 'parley.kind': 'text' } });
    expect(next).toMatchObject({ trace: traceId, parent: station!.id });
    expect(contextOf(handed)).toMatchObject({ traceId, spanId: station!.id });
  });

  it('record nothing for a trace that is not sampled, also within one that is', async () => {
    record();
    await inSpan('sampled', A, {}, () =>
      inSpan('not sampled', UNSAMPLED, {}, async (handed) => {
        expect(handed).toBe(UNSAMPLED);
        await inChildSpan('part', {}, async () => undefined);
      }),
    );
    expect(spans().map(({ name }) => name)).toEqual(['sampled']);
  });

  it('begin traces by the sampler, and tell those that come after', async () => {
    record(0);
    expect(await inSpan('root', '', {}, async (handed) => handed)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    record(1);
    expect(await inSpan('root', '', {}, async (handed) => handed)).toMatch(/-01$/);
    expect(spans()).toMatchObject([{ name: 'root', parent: undefined }]);
  });

  it('of a batch belong to its first sampled item and are linked to the others', () => {
    record();
    openSpan('rpc', [UNSAMPLED, B, 'no context', C])!.end('ok');
    expect(spans()).toMatchObject([{ parent: contextOf(B)!.spanId, links: [contextOf(C)!.spanId] }]);
    expect(openSpan('rpc', [UNSAMPLED])).toBeUndefined();
  });

  it('say why they failed by the reason, without what an error quotes', async () => {
    record();
    const fail = () => inSpan('x', A, {}, () => Promise.reject(new AppError('AGENT_BUSY', { message: 'canary' })));
    await expect(fail()).rejects.toThrow();
    openSpan('y', [A])!.end('PEER_UNAVAILABLE');
    expect(spans()).toMatchObject([{ failure: 'AGENT_BUSY' }, { failure: 'PEER_UNAVAILABLE' }]);
    expect(
      JSON.stringify(exporter.getFinishedSpans().map(({ events, attributes }) => [events, attributes])),
    ).not.toContain('canary');
  });
});
