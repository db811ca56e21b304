import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Counter } from 'prom-client';
import { AppError } from '#libs/errors';
import { CircuitBoard } from '#libs/redis';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { CONSOLE_SIGN_INS } from '../gateway.metrics.js';
import { safeEqual } from '../webhook/safe-equal.js';
import { BuildRoutes } from './build-routes.js';
import { ConsoleConversations } from './console-conversations.js';
import type { SessionView } from './console-views.js';
import { parse, signIn } from './console.schema.js';
import { ConversationFeed } from './conversation-feed.js';
import { streamFeed } from './feed-stream.js';
import { isOwnPage } from './is-own-page.js';
import { consoleHeaders } from './security-headers.js';
import { readSessionCookie, sessionCookie } from './session-cookie.js';
import { type Session, SESSION_MS, SessionTokens } from './session-token.js';
import { SignInLimiter } from './sign-in-limiter.js';

/** `/console/api`: every route but the sign-in needs a session, and what changes something must come from our own page. */
@Injectable()
export class ConsoleRoutes {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(ConsoleConversations) private readonly conversations: ConsoleConversations,
    @Inject(ConversationFeed) private readonly feed: ConversationFeed,
    @Inject(BuildRoutes) private readonly builds: BuildRoutes,
    @Inject(CircuitBoard) private readonly circuits: CircuitBoard,
    @Inject(SignInLimiter) private readonly limiter: SignInLimiter,
    @InjectMetric(CONSOLE_SIGN_INS) private readonly signIns: Counter<'outcome'>,
  ) {}

  mount(api: FastifyInstance, token: string): void {
    const sessions = new SessionTokens(token);
    const sessionOf = ({ headers }: FastifyRequest): Session => {
      const cookie = readSessionCookie(headers.cookie);
      const session = cookie === undefined ? undefined : sessions.read(cookie, Date.now());
      if (!session) throw new AppError('NOT_SIGNED_IN');
      return session;
    };
    api.addHook('onRequest', async ({ method, headers }, reply) => {
      void reply.header('cache-control', 'no-store');
      if (method !== 'GET' && method !== 'HEAD' && !isOwnPage(headers)) throw new AppError('VERIFICATION_REFUSED');
    });
    api.post('/session', (request, reply) => this.signIn(request, reply, { token, sessions }));
    api.delete('/session', (_request, reply) => reply.header('set-cookie', this.cookie('', 0)).code(204).send());
    void api.register(async (signedIn) => {
      signedIn.addHook('onRequest', async (request) => void sessionOf(request)); // before a body is read
      this.mountConversations(signedIn, sessionOf);
      this.builds.mount(signedIn, sessionOf);
      signedIn.get('/session', (request) => this.viewOf(sessionOf(request)));
      signedIn.get('/circuits', async () => ({ circuits: await this.circuits.read() }));
      signedIn.get('/events', (request, reply) => this.stream(request, reply, sessionOf(request)));
    });
  }

  private mountConversations(api: FastifyInstance, sessionOf: (request: FastifyRequest) => Session): void {
    const { conversations } = this;
    const done = async (work: Promise<void>, reply: FastifyReply) => work.then(() => reply.code(204).send());
    // A search is a POST: names and numbers in an address would end up in the logs of proxies
    api.post('/conversations/search', ({ body }) => conversations.search(body));
    api.get('/conversations/:id', ({ params, query }) => conversations.open(params, query));
    api.post('/conversations/:id/take-over', (request) =>
      conversations.takeOver(sessionOf(request).operator, request.params, request.body),
    );
    api.post('/conversations/:id/hand-back', (request) =>
      conversations.handBack(sessionOf(request).operator, request.params, request.body),
    );
    api.post('/conversations/:id/answers', (request) =>
      conversations.answer(sessionOf(request).operator, request.params, request.body),
    );
    api.post('/conversations/:id/seen', ({ params }, reply) => done(conversations.markSeen(params), reply));
    api.post('/conversations/:id/erase', (request) =>
      conversations.erase(sessionOf(request).operator, request.params, request.body),
    );
    api.post('/turns/:id/replay', ({ params }) => conversations.replay(params));
  }

  private async signIn(
    { ip, body }: FastifyRequest,
    reply: FastifyReply,
    { token, sessions }: { token: string; sessions: SessionTokens },
  ): Promise<SessionView> {
    if (!(await this.limiter.allows(ip))) return this.refuse('limited', 'TOO_MANY_ATTEMPTS');
    const given = parse(signIn, body);
    if (!safeEqual(given.token, token)) return this.refuse('refused', 'NOT_SIGNED_IN');
    this.signIns.inc({ outcome: 'accepted' });
    const nowMs = Date.now();
    void reply.header('set-cookie', this.cookie(sessions.issue(given.operator, nowMs), SESSION_MS));
    return this.viewOf({ operator: given.operator, expiresAt: nowMs + SESSION_MS });
  }

  private refuse(outcome: string, reason: 'TOO_MANY_ATTEMPTS' | 'NOT_SIGNED_IN'): never {
    this.signIns.inc({ outcome });
    throw new AppError(reason);
  }

  private stream({ headers }: FastifyRequest, reply: FastifyReply, { expiresAt }: Session): FastifyReply {
    const given = headers['last-event-id'];
    streamFeed(this.feed, reply.raw, {
      lastEventId: typeof given === 'string' && given !== '' ? given : undefined,
      endsAtMs: expiresAt,
      headers: consoleHeaders(this.config),
    });
    return reply.hijack();
  }

  private viewOf({ operator, expiresAt }: Session): SessionView {
    const phoneNumberIds = this.config.WHATSAPP_PHONE_NUMBER_ID ?? [];
    return { operator, expiresAt: new Date(expiresAt).toISOString(), phoneNumberIds };
  }

  private cookie(value: string, maxAgeMs: number): string {
    return sessionCookie(value, { maxAgeMs, isSecure: this.config.NODE_ENV === 'production' });
  }
}
