import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { toAppError } from '#libs/errors';
import { contextOf, isSampled, traceparentOf } from '../traceparent.js';

/** Attributes hold names and numbers of ours, never what people wrote or who they are. */
export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** Contexts of other traces that this work is for as well. */
  links?: readonly string[];
}

/** A span that somebody else ends. */
export interface OpenSpan {
  /** What is handed on, in a row, a message or a header. */
  readonly traceparent: string;
  /** @param status `ok`, or the reason of the failure */
  end(status: string, attributes?: Attributes): void;
}

export interface Tracing {
  tracer: Tracer;
  /** Whether what does not belong to a sampled trace is never sampled by itself. */
  followsParent: boolean;
}

let tracing: Tracing | undefined;
const active = new AsyncLocalStorage<Span | undefined>();

/** From now on spans are recorded; undefined ends that. Without it everything here costs one comparison. */
export function recordSpans(given: Tracing | undefined): void {
  tracing = given;
}

/**
 * Runs `work` as a station of the trace that `parent` belongs to, or of a new one. `work` gets the context to hand on: its own,
 * or `parent` where nothing is recorded.
 */
export function inSpan<T>(
  name: string,
  parent: string,
  options: SpanOptions,
  work: (traceparent: string) => Promise<T>,
): Promise<T> {
  if (!tracing) return work(parent);
  const span = begin(tracing, name, parent, options);
  // Also where this one is not recorded: what runs within it must not become part of the trace of whoever woke it
  if (!span) return active.getStore() ? active.run(undefined, () => work(parent)) : work(parent);
  const traceparent = traceparentOf(span.spanContext());
  if (!span.isRecording()) return active.run(undefined, () => work(traceparent));
  return active.run(span, () => endWith(span, work(traceparent)));
}

/** Runs `work` as a part of the station that is under way, if there is one. */
export function inChildSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const parent = tracing && active.getStore();
  if (!tracing || !parent) return work();
  const span = start(tracing, name, trace.setSpan(ROOT_CONTEXT, parent), options);
  return active.run(span, () => endWith(span, work()));
}

/** Begins a span that is a part of the first sampled one of `parents`, and linked to the others. */
export function openSpan(name: string, parents: readonly string[], options: SpanOptions = {}): OpenSpan | undefined {
  if (!tracing) return undefined;
  const [first, ...others] = parents.filter(isSampled);
  if (!first) return undefined;
  return toOpen(begin(tracing, name, first, { ...options, links: others }));
}

/** Begins a span that is a part of the station under way, if there is one. */
export function openChildSpan(name: string, options: SpanOptions = {}): OpenSpan | undefined {
  const parent = tracing && active.getStore();
  return tracing && parent ? toOpen(start(tracing, name, trace.setSpan(ROOT_CONTEXT, parent), options)) : undefined;
}

/** Says more about the station under way. */
export function annotate(attributes: Attributes): void {
  if (tracing) active.getStore()?.setAttributes(attributes);
}

/** The station under way, as it is handed on; undefined where nothing is recorded. */
export function activeTraceparent(): string | undefined {
  const span = tracing && active.getStore();
  return span ? traceparentOf(span.spanContext()) : undefined;
}

function begin(on: Tracing, name: string, parent: string, options: SpanOptions): Span | undefined {
  const context = contextOf(parent);
  if (context && on.followsParent && !isSampled(parent)) return undefined;
  return start(on, name, context ? remote(context) : ROOT_CONTEXT, options);
}

function start({ tracer }: Tracing, name: string, within: Context, { kind, attributes, links }: SpanOptions): Span {
  const options = { kind: kind ?? SpanKind.INTERNAL, attributes, links: links?.flatMap(toLink) };
  return tracer.startSpan(name, options, within);
}

const remote = (context: SpanContext): Context => trace.setSpanContext(ROOT_CONTEXT, { ...context, isRemote: true });

const toLink = (traceparent: string): Link[] => {
  const context = contextOf(traceparent);
  return context ? [{ context }] : [];
};

const toOpen = (span: Span | undefined): OpenSpan | undefined =>
  span && {
    traceparent: traceparentOf(span.spanContext()),
    end: (status, attributes) => {
      if (attributes) span.setAttributes(attributes);
      if (status !== 'ok') fail(span, status);
      span.end();
    },
  };

async function endWith<T>(span: Span, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    fail(span, toAppError(error).reason); // a message may quote what a person wrote
    throw error;
  } finally {
    span.end();
  }
}

function fail(span: Span, reason: string): void {
  span.setAttribute('error.type', reason).setStatus({ code: SpanStatusCode.ERROR, message: reason });
}

/** The traces of what a batch carries; nothing where none are recorded. */
export const tracesOf = (items: readonly { traceparent: string }[]): readonly string[] | undefined =>
  tracing && items.map(({ traceparent }) => traceparent);
