import { phraseSteps } from '../phrasing/phrase-steps.js';
import { toConversation } from '../replies/conversation.js';
import type { Block, Tool, Turn } from '../wire/message-request.js';
import { planCall } from './plan-call.js';

const friday = Date.UTC(2026, 10, 20, 12);
export const tool = (name: string, properties: Record<string, object> = {}, required: string[] = []): Tool => ({
  name,
  description: `${name} of the business`,
  input_schema: { type: 'object', properties, required },
});
const text = { type: 'string' };
/** What the lanes offer. */
export const tools = [
  tool('opening_hours', { place: text, date: { type: 'string', format: 'date' } }),
  tool('find_places', { latitude: { type: 'number' } }),
  tool('business_info', {
    topics: { type: 'array', items: { type: 'string', enum: ['policies', 'delivery', 'payment'] } },
  }),
  tool('search_knowledge', { question: text }, ['question']),
  tool('search_products', { words: text, max_price: { type: 'number' } }),
  tool('show_products', { skus: { type: 'array', items: text }, as: { type: 'string', enum: ['choice', 'photos'] } }, [
    'skus',
    'as',
  ]),
  tool('empty_cart'),
  tool(
    'cart_from_order',
    {
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: { sku: text, quantity: { type: 'integer' } },
          required: ['sku', 'quantity'],
        },
      },
    },
    ['items'],
  ),
  tool(
    'checkout',
    { fulfilment: { type: 'string', enum: ['delivery', 'pickup'] }, recipient: text, address: text, note: text },
    ['fulfilment', 'recipient'],
  ),
  tool('compare_products', { skus: { type: 'array', items: text } }, ['skus']),
  tool('add_to_cart', { sku: text, quantity: { type: 'integer', minimum: 1, maximum: 999 } }, ['sku', 'quantity']),
  tool('change_cart', { sku: text, quantity: { type: 'integer', minimum: 0, maximum: 999 } }, ['sku', 'quantity']),
  tool('view_cart'),
  tool('order_status', { number: text }),
  tool('cancel_order', { number: text }, ['number']),
  tool(
    'open_ticket',
    {
      subject: text,
      details: text,
      impact: { type: 'string', enum: ['question', 'inconvenience', 'blocked', 'danger'] },
    },
    ['subject', 'details', 'impact'],
  ),
  tool('ticket_status', { number: text }),
  tool('add_to_ticket', { number: text, details: text }, ['number', 'details']),
  tool('close_ticket', { number: text, reason: text }, ['number', 'reason']),
  tool('reopen_ticket', { number: text, details: text }, ['number', 'details']),
  tool('request_human', { why: { type: 'string', enum: ['asked', 'failed'] }, wants: text, tried: text }, [
    'why',
    'wants',
  ]),
];
/** What the person and the assistant have said by turns; the person began. */
export const talk = (...said: string[]): Turn[] =>
  said.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
export const step = (name: string, result: object): Turn[] => [
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name, input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: JSON.stringify(result) }] },
];
export const plan = (turns: Turn[], offered = tools) =>
  planCall(offered, toConversation({ model: 'm', max_tokens: 1, messages: turns }), friday);

/** Goes on until the emulator answers; `answers` are what the tools say. */
export function run(
  said: string,
  answers: Record<string, object>,
  offered = tools,
  before = ['hola', '¡Hola!'],
): { calls: { name: string; input: unknown }[]; answer: string } {
  const turns: Turn[] = talk(...before, said);
  const calls: { name: string; input: unknown }[] = [];
  for (;;) {
    const call = plan(turns, offered);
    if (!call || call.question !== undefined || calls.length > 5) break;
    calls.push(call);
    const id = `toolu_${calls.length}`;
    const use: Block = { type: 'tool_use', id, name: call.name, input: call.input };
    const result: Block = { type: 'tool_result', tool_use_id: id, content: JSON.stringify(answers[call.name] ?? {}) };
    turns.push({ role: 'assistant', content: [use] }, { role: 'user', content: [result] });
  }
  return { calls, answer: phraseSteps(toConversation({ model: 'm', max_tokens: 1, messages: turns })) };
}
