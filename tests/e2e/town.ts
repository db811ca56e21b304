import { ConversationService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { call, Phone } from '../environment/phone.ts';
import { Stack, type StackOptions } from '../environment/stack.ts';
import { QUICK } from '../environment/world.ts';

/** The real processes with everything that the simulator plays: phones, WhatsApp, and a model that answers offline. */
export class Town {
  readonly stack: Stack;
  /** What operators use. */
  readonly desk: GrpcClient<typeof ConversationService>;

  private constructor(stack: Stack) {
    this.stack = stack;
    const { grpc } = stack.replica('orchestrator').ports;
    this.desk = new GrpcClient(ConversationService, `127.0.0.1:${grpc}`, {
      listConversations: 'gateway.orchestrator.readConversations',
      getConversation: 'gateway.orchestrator.readConversations',
      takeOver: 'gateway.orchestrator.changeConversation',
      handBack: 'gateway.orchestrator.changeConversation',
      sendAsHuman: 'gateway.orchestrator.changeConversation',
    });
  }

  static async start({ env, ...options }: StackOptions = {}): Promise<Town> {
    const settings = { ...QUICK, BURST_WINDOW_MS: '150', ...env };
    return new Town(await Stack.start({ ...options, replicas: { simulator: 1, ...options.replicas }, env: settings }));
  }

  async stop(): Promise<void> {
    await this.desk.close();
    await this.stack.stop();
  }

  get simulatorUrl(): string {
    return this.stack.replica('simulator').url;
  }

  newPhone(name: string): Promise<Phone> {
    return Phone.of(this.simulatorUrl, name);
  }

  /** The next answers of the model to what contains `text`, in order. */
  async script(text: string, ...replies: object[]): Promise<void> {
    for (const reply of replies)
      await call('POST', `${this.simulatorUrl}/anthropic/script`, { match: { text }, reply, times: 1 });
  }

  /** Signed as Meta signs it, and delivered until it is taken. */
  deliver(payload: object): Promise<unknown> {
    return call('POST', `${this.simulatorUrl}/webhooks/raw`, { payload });
  }

  /** As an operator sees it, with its newest entries. */
  async transcriptOf(phone: Phone) {
    const conversationId = await this.conversationOf(phone);
    return this.desk.call('getConversation', { conversationId, pageSize: 100, pageToken: '' });
  }

  async conversationOf({ person }: Phone): Promise<string> {
    const text = 'SELECT id FROM conversations WHERE wa_id = $1';
    const [row] = await this.stack.sql<{ id: string }>('orchestrator', text, [person.waId]);
    if (!row) throw new Error('this person never wrote');
    return row.id;
  }

  /** Orders of a person, whatever their state. */
  async ordersOf(phone: Phone): Promise<{ number: string; status: string; totalMinor: number }[]> {
    return this.stack.sql(
      'agents',
      'SELECT number, status, total_minor::int AS "totalMinor" FROM orders WHERE contact_id = $1 ORDER BY placed_at',
      [await this.conversationOf(phone)],
    );
  }

  /** What stands in a person's cart, by SKU. */
  async cartOf(phone: Phone): Promise<Record<string, number>> {
    const rows = await this.stack.sql<{ sku: string; quantity: number }>(
      'agents',
      `SELECT v.sku, l.quantity FROM carts c JOIN cart_lines l ON l.cart_id = c.id JOIN product_variants v ON v.id = l.variant_id
        WHERE c.contact_id = $1`,
      [await this.conversationOf(phone)],
    );
    return Object.fromEntries(rows.map(({ sku, quantity }) => [sku, quantity]));
  }

  /** Stages of a person's turns, the oldest first. */
  async stagesOf(phone: Phone): Promise<string[]> {
    const text = 'SELECT stage FROM turns WHERE conversation_id = $1 ORDER BY from_seq';
    const rows = await this.stack.sql<{ stage: string }>('orchestrator', text, [await this.conversationOf(phone)]);
    return rows.map(({ stage }) => stage);
  }
}
